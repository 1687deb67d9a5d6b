import { Trans } from '@lingui/react/macro'
import { Landmark, SearchX } from 'lucide-react'
import type { To } from 'react-router'

import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'

/** In the place of the rows when a chosen filter holds none. */
export function NothingFoundHere({ clearTo }: { clearTo: To }) {
  return (
    <NothingFound clearTo={clearTo}>
      <Trans>No payout matches the days and payment point chosen above.</Trans>
    </NothingFound>
  )
}

/** In the place of the rows when MobilePay knows no payout by a reference. */
export function NoSuchReference({ reference, clearTo }: { reference: string; clearTo: To }) {
  return (
    <EmptyState
      icon={SearchX}
      title={<Trans>No payout with this reference</Trans>}
      action={
        <LinkButton to={clearTo} replace>
          <Trans>Clear filters</Trans>
        </LinkButton>
      }
    >
      <p>
        {/^\d{20}$/.test(reference) ? (
          <Trans>
            Is the line in your bank from MobilePay, and from the business that is connected here?
          </Trans>
        ) : (
          <Trans>
            MobilePay finds a payout by its whole reference: 20 digits, unless you agreed on
            another.
          </Trans>
        )}
      </p>
    </EmptyState>
  )
}

/** In the place of the rows when nobody has chosen anything yet. */
export function NothingYet({ quarterTo }: { quarterTo: To }) {
  return (
    <EmptyState
      icon={Landmark}
      title={<Trans>No payouts in the last 30 days</Trans>}
      action={
        <LinkButton to={quarterTo} replace>
          <Trans>Show the last 90 days</Trans>
        </LinkButton>
      }
    >
      <p>
        <Trans>
          MobilePay sends what customers paid to your bank account once a day, after midnight: one
          payout for each payment point.
        </Trans>
      </p>
    </EmptyState>
  )
}
