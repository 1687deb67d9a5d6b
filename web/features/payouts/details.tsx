import { Trans } from '@lingui/react/macro'

import type { Transaction } from '#shared/mobilepay/reporting.ts'

import { Dialog } from '../../ui/dialog.tsx'
import { TransactionFacts } from '../../ui/transaction-facts.tsx'
import { TypeName } from '../../ui/transaction-words.tsx'

/** Everything MobilePay tells about one transaction. Null: the address names a row that is not there. */
export function Details({
  transaction,
  onClose,
}: {
  transaction: Transaction | null
  onClose: () => void
}) {
  return (
    <Dialog
      title={
        transaction ? <TypeName type={transaction.type} /> : <Trans>Transaction not found</Trans>
      }
      onClose={onClose}
      place="side"
    >
      {transaction ? (
        <TransactionFacts transaction={transaction} />
      ) : (
        <p>
          <Trans>MobilePay may have changed it since the link was made.</Trans>
        </p>
      )}
    </Dialog>
  )
}
