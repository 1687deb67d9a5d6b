import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { Id } from './id.tsx'

interface Payment {
  readonly id: string
  readonly externalId: string | null
  readonly description: string | null
  readonly transactionId: string | null
}

/** What is told of a charge and of a one-off alike; `name` and `what` are those of its id. */
export function usePaymentFacts(payment: Payment, name: ReactNode, what: string) {
  const { t } = useLingui()
  const { id, externalId, description, transactionId } = payment
  return [
    { id: 'external', name: <Trans>Your ID</Trans>, value: externalId },
    { id: 'description', name: <Trans>Description</Trans>, value: description },
    { id: 'id', name, value: <Id text={id} what={what} /> },
    {
      id: 'transaction',
      name: <Trans>Transaction ID</Trans>,
      value: transactionId && <Id text={transactionId} what={t`the transaction ID`} />,
    },
  ]
}
