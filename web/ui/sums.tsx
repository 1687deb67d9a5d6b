import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { Totals } from '#shared/mobilepay/totals.ts'

import { Button } from './button.tsx'
import { Amount } from './format.tsx'
import type { Kpi } from './kpis.tsx'
import { Words } from './problem-view.tsx'
import { isEnded, type Problem } from './problem.ts'
import { Banner } from './surface.tsx'

interface SumsFailedProps {
  readonly problem: Problem
  readonly isFetching: boolean
  readonly onRetry: () => void
  /** What was to be added up. */
  readonly children: ReactNode
}

/** In the place of figures that could not be added up; the rows below may well be there. */
export function SumsFailed({ problem, isFetching, onRetry, children }: SumsFailedProps) {
  // The banner above the page has the way back.
  if (isEnded(problem)) return null
  return (
    <Banner
      tone="warn"
      live
      action={
        <Button onPress={onRetry} isPending={isFetching}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      <p>
        {children} <Words problem={problem} />
      </p>
    </Banner>
  )
}

/** What came in, went back and was charged; null while it is being added up. */
export function takings(totals: Totals | null): readonly Kpi[] {
  return [
    {
      id: 'payments',
      label: <Trans>Payments</Trans>,
      value: totals ? <Amount money={totals.payments.total} /> : undefined,
      note: totals ? (
        <Plural value={totals.payments.count} one="# payment" other="# payments" />
      ) : null,
    },
    {
      id: 'refunds',
      label: <Trans>Refunds</Trans>,
      value: totals ? <Amount money={totals.refunds.total} /> : undefined,
      note: totals ? (
        <Plural value={totals.refunds.count} one="# refund" other="# refunds" />
      ) : null,
    },
    {
      id: 'fees',
      label: <Trans>Fees</Trans>,
      value: totals ? <Amount money={totals.fees.total} /> : undefined,
      note: totals ? <Trans>Without fees on invoice</Trans> : null,
    },
  ]
}
