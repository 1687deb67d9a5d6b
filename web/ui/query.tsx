import { Trans } from '@lingui/react/macro'
import { RotateCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'

import { Button } from './button.tsx'
import { useFormat } from './format.tsx'
import { Offline, ProblemView, Trail, Words } from './problem-view.tsx'
import { isEnded, type Problem } from './problem.ts'
import { Banner } from './surface.tsx'

/** What React Query hands out, as far as a screen looks at it. */
interface Result<T> {
  readonly data: T | undefined
  readonly error: Problem | null
  readonly isFetching: boolean
  readonly fetchStatus: 'fetching' | 'paused' | 'idle'
  readonly dataUpdatedAt: number
  readonly errorUpdatedAt: number
  readonly refetch: () => Promise<unknown>
}

interface QueryProps<T> {
  readonly result: Result<T>
  /** The shape of the content while there is none yet. */
  readonly skeleton: ReactNode
  /** What to show instead of an answer that has nothing in it; null when it has. */
  readonly renderEmpty?: (data: T) => ReactNode
  readonly children: (data: T) => ReactNode
}

/** Everything that can be said about an answer before its content: loading, empty, failed, stale. */
export function Query<T>({ result, skeleton, renderEmpty, children }: QueryProps<T>) {
  const { data, error, fetchStatus } = result
  // A rate limit is waited out once; the second time in a row a person decides.
  const [waited, setWaited] = useState(false)
  if (data === undefined) {
    if (fetchStatus === 'paused') return <Offline />
    if (error === null) return skeleton
    return (
      <ProblemView
        key={result.errorUpdatedAt}
        problem={error}
        waitsItself={!waited}
        onRetry={() => {
          setWaited(true)
          void result.refetch()
        }}
      />
    )
  }
  return (
    <>
      {error === null || isEnded(error) ? null : <Stale result={result} problem={error} />}
      {renderEmpty?.(data) ?? children(data)}
    </>
  )
}

/** Above content that is still right, but could not be read again. */
function Stale<T>({ result, problem }: { result: Result<T>; problem: Problem }) {
  const format = useFormat()
  const time = format.time(result.dataUpdatedAt)
  return (
    <Banner
      tone="warn"
      live
      action={
        <Button onPress={() => void result.refetch()} isPending={result.isFetching}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      <p>
        <Trans>This is from {time} and could not be updated.</Trans> <Words problem={problem} />
      </p>
      <Trail problem={problem} />
    </Banner>
  )
}

/** When the answers on a page are from, and a way to read them again. */
export function Updated({
  at,
  isFetching,
  onRefresh,
}: {
  at: number
  isFetching: boolean
  onRefresh: () => void
}) {
  const format = useFormat()
  const time = format.time(at)
  return (
    <div className="updated">
      <span className={at === 0 ? 'number unseen' : 'number'}>
        <Trans>Updated {time}</Trans>
      </span>
      <Button
        look="quiet"
        icon={
          <RotateCw size={16} aria-hidden="true" className={isFetching ? 'turning' : undefined} />
        }
        onPress={onRefresh}
      >
        <Trans>Refresh</Trans>
      </Button>
    </div>
  )
}
