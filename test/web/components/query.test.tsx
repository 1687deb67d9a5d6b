import {
  onlineManager,
  QueryClientProvider,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'

import { ApiError } from '../../../web/api/errors.ts'
import { createQueryClient } from '../../../web/api/query-client.ts'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { NothingFound } from '../../../web/ui/nothing-found.tsx'
import type { Cures } from '../../../web/ui/problem.ts'
import { Query, Updated } from '../../../web/ui/query.tsx'
import { RowsEnd } from '../../../web/ui/rows-end.tsx'
import { Skeleton } from '../../../web/ui/skeleton.tsx'
import { show } from './show.tsx'

type Rows = readonly string[]
type Answer = () => Promise<Rows>

const never: Answer = () => new Promise(() => {})
const rows: Answer = () => Promise.resolve(['Coffee'])
const nothing: Answer = () => Promise.resolve([])
const failing =
  (...[code, details]: ConstructorParameters<typeof ApiError>): Answer =>
  () =>
    Promise.reject(new ApiError(code, details))

/** A list as a page makes one; its answers come one after the other, the last one again and again. */
function answersOf(answers: readonly Answer[]): Answer {
  let asked = 0
  return () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? never
    asked += 1
    return answer()
  }
}

function List({ ask, isFiltered = false }: { ask: Answer; isFiltered?: boolean }) {
  const list = useInfiniteQuery({
    queryKey: ['rows'],
    queryFn: ask,
    initialPageParam: 1,
    getNextPageParam: (_, pages) => pages.length + 1,
  })
  const shown = list.data?.pages.flat() ?? []
  const { isFetchNextPageError } = list
  return (
    <>
      <Updated
        at={list.dataUpdatedAt}
        isFetching={list.isFetching}
        onRefresh={() => void list.refetch()}
      />
      <Query
        result={{ ...list, error: isFetchNextPageError ? null : list.error }}
        skeleton={<Skeleton rows={3} />}
        renderEmpty={() => {
          if (shown.length > 0) return null
          return isFiltered ? (
            <NothingFound clearTo="?" />
          ) : (
            <EmptyState
              icon={FileText}
              title="No coffee yet"
              action={<Link to="/new">Brew</Link>}
            />
          )
        }}
      >
        {() => (
          <>
            <ul>
              {shown.map((row, index) => (
                <li key={index}>{row}</li>
              ))}
            </ul>
            <RowsEnd
              counted={`${shown.length} shown`}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              problem={isFetchNextPageError ? list.error : null}
              onMore={() => void list.fetchNextPage()}
              onRetry={() => void list.fetchNextPage()}
            />
          </>
        )}
      </Query>
    </>
  )
}

const grant = vi.fn<Cures['grant']>()
const reconnect = vi.fn<Cures['reconnect']>()

beforeEach(() => {
  grant.mockClear()
  reconnect.mockClear()
})
afterEach(() => {
  onlineManager.setOnline(true)
  vi.useRealTimers()
})

function within(children: ReactNode) {
  const client = createQueryClient()
  return show(<QueryClientProvider client={client}>{children}</QueryClientProvider>, {
    cures: { grant, reconnect },
  })
}

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const expectText = (text: string | RegExp) => expect.element(page.getByText(text)).toBeVisible()
const expectNoText = (text: string | RegExp) =>
  expect.element(page.getByText(text)).not.toBeInTheDocument()

interface State {
  readonly state: string
  readonly answers: readonly Answer[]
  readonly isFiltered?: boolean
  readonly before?: () => void
  readonly expectIt: () => Promise<unknown>
}

const states: readonly State[] = [
  {
    state: 'loading shows the shape of what comes, and says so to those who listen',
    answers: [never],
    expectIt: async () => {
      await expect.element(page.getByRole('status')).toHaveTextContent('Loading')
      expect(document.querySelectorAll('.skeleton-row')).toHaveLength(3)
      // Not before 200 ms: an answer within that never flashes one.
      const { animationName } = getComputedStyle(
        document.querySelector('.skeletons') ?? document.body,
      )
      expect(animationName).toBe('appear-late')
    },
  },
  {
    state: 'empty, never used says what it is and has one thing to do',
    answers: [nothing],
    expectIt: async () => {
      await expectText('No coffee yet')
      await expect.element(page.getByRole('link', { name: 'Brew' })).toBeVisible()
    },
  },
  {
    state: 'empty, filtered offers to clear the filters',
    answers: [nothing],
    isFiltered: true,
    expectIt: async () => {
      await expectText('Nothing found')
      await expect.element(page.getByRole('link', { name: 'Clear filters' })).toBeVisible()
    },
  },
  {
    state: 'partial keeps the pages before, and tries the next one again',
    answers: [rows, failing('upstream_timeout', { status: 504, requestId: 'request-1' }), rows],
    expectIt: async () => {
      await press('Load more')
      await expectText(/^The next rows could not be loaded/)
      await expectText('Coffee')
      await expectText(/request-1/)
      await press('Try again')
      await expectText('2 shown')
      await expectNoText(/^The next rows could not be loaded/)
    },
  },
  {
    state: 'an error is a plain sentence, with numbers to copy and another try',
    answers: [
      failing('mobilepay_error', {
        status: 500,
        requestId: 'request-1',
        correlationId: 'correlation-1',
        detail: 'Out of beans',
      }),
      rows,
    ],
    expectIt: async () => {
      await expectText('MobilePay has a fault at the moment.')
      await expectText(/request-1/)
      await expectText(/correlation-1/)
      await expectText(/Out of beans/)
      await expect
        .element(page.getByRole('button', { name: 'Copy MobilePay’s reference' }))
        .toBeVisible()
      await press('Try again')
      await expectText('Coffee')
    },
  },
  {
    state: 'no permission says what it unlocks and asks for it',
    answers: [failing('scope_missing', { status: 403, scope: 'invoice' })],
    expectIt: async () => {
      await expectText('This needs the permission Invoice')
      await expectText('Send invoices and see when they are paid.')
      await press('Grant access')
      expect(grant).toHaveBeenCalledExactlyOnceWith('invoice')
    },
  },
  {
    state: 'a rate limit counts down, tries once by itself, and then waits for somebody',
    answers: [
      failing('rate_limited', { status: 429, retryAfterSeconds: 2 }),
      failing('rate_limited', { status: 429, retryAfterSeconds: 1 }),
      rows,
    ],
    before: () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }),
    expectIt: async () => {
      await vi.waitFor(() => expectText('Next try in 2 seconds'))
      await expect.element(page.getByRole('button', { name: 'Try again' })).toBeDisabled()
      await vi.advanceTimersByTimeAsync(1000)
      await expectText('Next try in 1 second')
      await vi.advanceTimersByTimeAsync(1000)
      await expectText('Next try in 1 second')
      await vi.advanceTimersByTimeAsync(1000)
      await expectText('You can try again now.')
      await press('Try again')
      await expectText('Coffee')
    },
  },
  {
    state: 'offline says that it goes on by itself, and does',
    answers: [rows],
    before: () => onlineManager.setOnline(false),
    expectIt: async () => {
      await expectText('You are offline')
      onlineManager.setOnline(true)
      await expectText('Coffee')
    },
  },
  {
    state: 'a connection that ended leaves the way back to the banner above',
    answers: [failing('consent_ended', { status: 401, requestId: 'request-1' })],
    expectIt: async () => {
      await expectText('The permission was withdrawn at MobilePay, or replaced by a newer one.')
      await expectText('This loads once you are connected again.')
      await expect.element(page.getByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
    },
  },
  {
    state: 'stale content stays, says from when it is, and can be read again',
    answers: [rows, failing('network_error'), rows],
    expectIt: async () => {
      await expectText('Coffee')
      await expectText(/^Updated \d\d:\d\d$/)
      await press('Refresh')
      await expectText(/^This is from \d\d:\d\d and could not be updated\./)
      await expectText('Coffee')
      await press('Try again')
      await expectNoText(/could not be updated/)
    },
  },
]

describe('a list', () => {
  test.each(states)('$state', async ({ answers, isFiltered = false, before, expectIt }) => {
    before?.()
    await within(<List ask={answersOf(answers)} isFiltered={isFiltered} />)
    await expectIt()
  })
})

test('what ends while it is being shown stays on the screen', async () => {
  const ask = answersOf([rows, failing('session_expired', { status: 401 })])
  function Page() {
    const result = useQuery({ queryKey: ['page'], queryFn: ask })
    return (
      <>
        <button onClick={() => void result.refetch()}>Again</button>
        <Query result={result} skeleton={null}>
          {(data) => <p>{data.join()}</p>}
        </Query>
        <output>{result.error ? 'failed' : ''}</output>
      </>
    )
  }
  await within(<Page />)
  await expectText('Coffee')
  await press('Again')
  await expectText('failed')
  await expectText('Coffee')
})
