import { Trans } from '@lingui/react/macro'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from './button.tsx'
import { Trail, Words } from './problem-view.tsx'
import type { Problem } from './problem.ts'
import { Banner } from './surface.tsx'

interface RowsEndProps {
  /** How many rows there are: "20 payouts shown". */
  readonly counted: ReactNode
  readonly hasMore: boolean
  readonly isLoading: boolean
  /** Why the next page is missing; the pages before it stay. */
  readonly problem: Problem | null
  readonly onMore: () => void
  readonly onRetry: () => void
  /** What to do instead of loading more, where a list has as many rows as a page can carry. */
  readonly limit?: ReactNode
}

/** Below the rows: how many there are, and the way to more. */
export function RowsEnd({
  counted,
  hasMore,
  isLoading,
  problem,
  onMore,
  onRetry,
  limit,
}: RowsEndProps) {
  if (problem) {
    return (
      <div className="more">
        <Banner
          tone="bad"
          live
          action={
            <Button onPress={onRetry} isPending={isLoading}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          <p>
            <Trans>The next rows could not be loaded.</Trans> <Words problem={problem} />
          </p>
          <Trail problem={problem} />
        </Banner>
      </div>
    )
  }
  return (
    <div className="more">
      <output className="muted">{counted}</output>
      {hasMore && !limit ? (
        <Button
          icon={<ChevronDown size={16} aria-hidden="true" />}
          onPress={onMore}
          isPending={isLoading}
        >
          <Trans>Load more</Trans>
        </Button>
      ) : null}
      {hasMore && limit ? <span className="muted">{limit}</span> : null}
    </div>
  )
}
