import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import {
  type AppPayment,
  longestDescription,
  longestReference,
} from '#shared/mobilepay/app-payments.ts'
import type { Money } from '#shared/money.ts'

import { act } from '../../api/act.ts'
import { refundPayment, rereadPayments } from '../../api/app-payments.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/form-fields.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { Amount, useFormat, useLocaleTag } from '../../ui/format.tsx'
import { readMoneyText, writeMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'
import { explanationOf, judgeOf } from './explain.ts'
import { lookForRefund } from './look-for-refund.ts'
import { useRefundable } from './refundable.ts'
import { StateName } from './words.tsx'

interface RefundProps {
  readonly payment: AppPayment
  readonly onClose: () => void
}

/** Sends money of a captured payment back, all that is left or a part. */
export function RefundDialog({ payment, onClose }: RefundProps) {
  const refundable = useRefundable(payment)
  return (
    <Dialog title={<Trans>Refund</Trans>} onClose={onClose}>
      {payment.state === 'captured' ? (
        refundable.isLoading ? (
          <Skeleton rows={4} shape="line" />
        ) : (
          <RefundForm
            payment={payment}
            remaining={refundable.remaining}
            isExact={refundable.isExact}
            onClose={onClose}
          />
        )
      ) : (
        <p>
          <Trans>Only captured payments can be refunded. This one:</Trans>{' '}
          <b>
            <StateName state={payment.state} />
          </b>
        </p>
      )}
    </Dialog>
  )
}

function RefundForm({
  payment,
  remaining,
  isExact,
  onClose,
}: RefundProps & { remaining: Money; isExact: boolean }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const format = useFormat()
  const locale = useLocaleTag()
  const rules = useRules()
  const { id, reference } = payment
  const { currency } = remaining
  const schemaUpTo = (most: Money) =>
    z.object({
      amount: rules.money({ missing: t`Fill in the amount.`, most }),
      reference: rules.text({ missing: t`Fill in the reference.`, most: longestReference }),
      description: rules.optionalText({ most: longestDescription }),
    })
  const form = useSendForm({
    name: `refund/${id}`,
    schema: schemaUpTo(remaining),
    // A refund that was made meanwhile has lowered what is left.
    sentSchema: schemaUpTo(payment.amount),
    initial: {
      amount: remaining.minor === 0 ? '' : writeMoneyText(remaining, locale),
      reference: reference ?? '',
      description: '',
    },
    isRepeatable: true,
    send: (values, key) => act(client, () => refundPayment({ paymentId: id, ...values }, key)),
    reread: () => lookForRefund(client, id, currency),
    judge: judgeOf('refund'),
    explain: (problem) => {
      const explanation = explanationOf('refund', problem)
      if (!explanation) return null
      const text = t(explanation.text)
      return explanation.isAmount ? { text, field: 'amount' as const } : { text }
    },
    onDone: ({ amount }) => {
      void tellDone(t`Refunded ${format.money(amount)}`)
      void rereadPayments(client)
    },
    leave: onClose,
  })
  const typed = useWatch({ control: form.control, name: 'amount' })
  const read = readMoneyText(typed, currency)
  const amount = 'money' in read ? format.money(read.money) : null
  const isSpent = form.phase.name === 'unclear' && form.phase.isSpent
  return (
    <Form
      form={form}
      action={amount === null ? <Trans>Refund</Trans> : <Trans>Refund {amount}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={
        isSpent ? (
          <Trans>
            MobilePay could not finish the refund. Look whether it was made before you send it as a
            new one.
          </Trans>
        ) : (
          <Trans>
            The refund was sent, but no clear answer came back. Trying again is safe: MobilePay
            counts it once.
          </Trans>
        )
      }
    >
      <MoneyField
        control={form.control}
        name="amount"
        label={t`Amount`}
        isRequired
        help={
          isExact ? (
            <Trans>
              <Amount money={remaining} /> is left to refund.
            </Trans>
          ) : (
            <Trans>
              At most <Amount money={remaining} />; MobilePay knows what exactly is left.
            </Trans>
          )
        }
      />
      <TextField
        control={form.control}
        name="reference"
        label={t`Reference`}
        isRequired
        help={<Trans>For your own records</Trans>}
      />
      <TextField
        control={form.control}
        name="description"
        label={t`Message to the customer (optional)`}
      />
    </Form>
  )
}
