import { Trans } from '@lingui/react/macro'
import { ReceiptText } from 'lucide-react'
import type { To } from 'react-router'

import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NothingFound as NothingFoundIn } from '../../ui/nothing-found.tsx'

/** In the place of the rows when a chosen filter holds none. */
export function NothingFound({ clearTo }: { clearTo: To }) {
  return (
    <NothingFoundIn clearTo={clearTo}>
      <Trans>No transaction matches what is chosen above.</Trans>
    </NothingFoundIn>
  )
}

/** In the place of the rows when nobody has chosen anything yet. */
export function NothingYet({ quarterTo }: { quarterTo: To }) {
  return (
    <EmptyState
      icon={ReceiptText}
      title={<Trans>No transactions in the last 30 days</Trans>}
      action={
        <LinkButton to={quarterTo} replace>
          <Trans>Show the last 90 days</Trans>
        </LinkButton>
      }
    >
      <p>
        <Trans>
          Payments, refunds, fees and payouts are listed here, minutes after they happen.
        </Trans>
      </p>
    </EmptyState>
  )
}
