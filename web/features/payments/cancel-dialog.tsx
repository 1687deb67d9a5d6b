import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import { rereadPayments } from '../../api/app-payments.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { rereadCancel, sendCancel } from './acts.ts'
import { explanationOf } from './explain.ts'
import { StateName } from './words.tsx'

interface CancelProps {
  readonly payment: AppPayment
  readonly onClose: () => void
}

/** Gives reserved money free again, or takes back a payment that nobody approved yet. */
export function CancelDialog({ payment, onClose }: CancelProps) {
  const isOpen = payment.state === 'reserved' || payment.state === 'initiated'
  return (
    <Dialog title={<Trans>Cancel the payment</Trans>} onClose={onClose}>
      {isOpen ? (
        <CancelForm payment={payment} onClose={onClose} />
      ) : (
        <p>
          <Trans>It cannot be cancelled. The payment is:</Trans>{' '}
          <b>
            <StateName state={payment.state} />
          </b>
        </p>
      )}
    </Dialog>
  )
}

const nothing = z.object({})

function CancelForm({ payment, onClose }: CancelProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const format = useFormat()
  const { id } = payment
  const amount = format.money(payment.amount)
  const form = useSendForm({
    name: `cancel/${id}`,
    schema: nothing,
    initial: {},
    send: () => sendCancel(client, id),
    reread: () => rereadCancel(client, id),
    explain: (problem) => {
      const explanation = explanationOf('cancel', problem)
      return explanation && { text: t(explanation.text) }
    },
    onDone: () => {
      void tellDone(t`Payment cancelled`)
      void rereadPayments(client)
    },
    leave: onClose,
  })
  return (
    <Form
      form={form}
      look="danger"
      action={<Trans>Cancel the payment of {amount}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Keep it</Trans>
        </Button>
      }
      unclear={
        <Trans>
          The cancellation was sent, but no clear answer came back. Look first what became of the
          payment.
        </Trans>
      }
    >
      <p>
        {payment.state === 'reserved' ? (
          <Trans>
            The reserved amount goes back to the customer at once. This cannot be undone.
          </Trans>
        ) : (
          <Trans>The link stops working. This cannot be undone.</Trans>
        )}
      </p>
    </Form>
  )
}
