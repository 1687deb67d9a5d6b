import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import { rereadPayments } from '../../api/app-payments.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { Amount, useFormat, useLocaleTag } from '../../ui/format.tsx'
import { readMoneyText, writeMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { rereadCapture, sendCapture } from './acts.ts'
import { explanationOf, judgeOf } from './explain.ts'
import { StateName } from './words.tsx'

interface CaptureProps {
  readonly payment: AppPayment
  readonly onClose: () => void
}

/** Takes reserved money, all of it or a part. */
export function CaptureDialog({ payment, onClose }: CaptureProps) {
  const isOpen = payment.state === 'reserved' || payment.state === 'captureStarted'
  return (
    <Dialog title={<Trans>Capture</Trans>} onClose={onClose}>
      {isOpen ? (
        <CaptureForm payment={payment} onClose={onClose} />
      ) : (
        <p>
          <Trans>Nothing is waiting for capture here. The payment is:</Trans>{' '}
          <b>
            <StateName state={payment.state} />
          </b>
        </p>
      )}
    </Dialog>
  )
}

function CaptureForm({ payment, onClose }: CaptureProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const format = useFormat()
  const locale = useLocaleTag()
  const rules = useRules()
  const { id, amount: reserved } = payment
  const form = useSendForm({
    name: `capture/${id}`,
    schema: z.object({
      amount: rules.money({ missing: t`Fill in the amount.`, most: reserved }),
    }),
    initial: { amount: writeMoneyText(reserved, locale) },
    isRepeatable: true,
    send: ({ amount }) => sendCapture(client, id, amount),
    reread: () => rereadCapture(client, id),
    judge: judgeOf('capture'),
    explain: (problem) => {
      const explanation = explanationOf('capture', problem)
      if (!explanation) return null
      const text = t(explanation.text)
      return explanation.isAmount ? { text, field: 'amount' as const } : { text }
    },
    onDone: () => {
      void tellDone(t`Payment captured`)
      void rereadPayments(client)
    },
    leave: onClose,
  })
  const typed = useWatch({ control: form.control, name: 'amount' })
  const read = readMoneyText(typed, reserved.currency)
  const amount = 'money' in read ? format.money(read.money) : null
  const isPart = 'money' in read && read.money.minor < reserved.minor
  return (
    <Form
      form={form}
      action={amount === null ? <Trans>Capture</Trans> : <Trans>Capture {amount}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={
        <Trans>
          The capture was sent, but no clear answer came back. Trying again is safe: MobilePay takes
          the money once.
        </Trans>
      }
    >
      {payment.state === 'captureStarted' ? (
        <p>
          <Trans>
            MobilePay does not know how the last capture ended. Send the same amount as then.
          </Trans>
        </p>
      ) : null}
      <MoneyField
        control={form.control}
        name="amount"
        label={t`Amount`}
        isRequired
        help={
          isPart ? (
            <Trans>A payment can be captured once: the rest goes back to the customer.</Trans>
          ) : (
            <Trans>
              The customer approved <Amount money={reserved} />.
            </Trans>
          )
        }
      />
    </Form>
  )
}
