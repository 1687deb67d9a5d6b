import { Trans } from '@lingui/react/macro'

import type { PaymentPlace } from '../../api/subscription-payments.ts'
import type { AgreementPlace } from '../../api/subscriptions.ts'
import { StatusPill } from '../../ui/surface.tsx'
import { useHeldSend } from '../../ui/undo.ts'

/** Names the cancelling of an agreement, while it can be taken back. */
export const cancellationOf = ({ agreement }: AgreementPlace) => `agreement/${agreement}/cancel`

/** Names the declining of a charge, while it can be taken back. */
export const decliningOf = ({ payment }: PaymentPlace) => `charge/${payment}/decline`

/** Beside an agreement that is about to be cancelled. */
export function GoingAgreement({ place }: { place: AgreementPlace }) {
  return useHeldSend(cancellationOf(place)) ? (
    <StatusPill tone="warn">
      <Trans>Being cancelled</Trans>
    </StatusPill>
  ) : null
}

/** Beside a charge that is about to be declined. */
export function GoingCharge({ place }: { place: PaymentPlace }) {
  return useHeldSend(decliningOf(place)) ? (
    <StatusPill tone="warn">
      <Trans>Being declined</Trans>
    </StatusPill>
  ) : null
}
