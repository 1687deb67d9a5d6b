import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import { refundDays, type SubscriptionRefundRequest } from '#shared/mobilepay/charges-request.ts'
import type { SubscriptionRefund } from '#shared/mobilepay/charges.ts'
import { longestExternalId } from '#shared/mobilepay/subscriptions-request.ts'
import type { Money } from '#shared/money.ts'

import { act } from '../../api/act.ts'
import {
  type PaymentPlace,
  readRefunds,
  requestRefund,
  subscriptionRefundsQuery,
} from '../../api/subscription-payments.ts'
import { callbackSettingsQuery, rereadAgreement } from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/form-fields.tsx'
import { optional, useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { readMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'
import { refundReasons } from './refund-reasons.ts'
import { leftOf } from './refunds.tsx'

interface RefundProps {
  readonly place: PaymentPlace
  /** Null where no money has come. */
  readonly paid: Money | null
  /** The payment's, for the refund's own to begin with. */
  readonly externalId: string | null
  readonly onClose: () => void
}

/** Sends money of a charge or one-off back, all that is left or a part. */
export function RefundDialog({ place, paid, externalId, onClose }: RefundProps) {
  const refunds = useQuery(subscriptionRefundsQuery(place))
  const settings = useQuery(callbackSettingsQuery(place.provider))
  // Without it the form is only less comfortable.
  const isReady = settings.data !== undefined || settings.error !== null
  return (
    <Dialog title={<Trans>Refund</Trans>} onClose={onClose}>
      {paid === null ? (
        <p>
          <Trans>Only payments whose money has come can be refunded.</Trans>
        </p>
      ) : (
        <Query result={refunds} skeleton={<Skeleton rows={4} shape="line" />}>
          {(list) =>
            isReady ? (
              <RefundForm
                place={place}
                paid={paid}
                refunds={list}
                externalId={externalId}
                callbackUrl={settings.data?.callbackUrl ?? ''}
                onClose={onClose}
              />
            ) : (
              <Skeleton rows={4} shape="line" />
            )
          }
        </Query>
      )}
    </Dialog>
  )
}

interface RefundFormProps extends RefundProps {
  readonly paid: Money
  readonly refunds: readonly SubscriptionRefund[]
  readonly callbackUrl: string
}

function RefundForm({ place, paid, refunds, externalId, callbackUrl, onClose }: RefundFormProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const format = useFormat()
  const rules = useRules()
  const address = rules.address()
  const left = leftOf(paid, refunds)
  const schemaUpTo = (most: Money) =>
    z.pipe(
      z.object({
        amount: optional(rules.money({ missing: '', most })),
        externalId: rules.text({ missing: t`Give it an ID of your own.`, most: longestExternalId }),
        callback: optional(address),
      }),
      z.transform(({ callback, ...same }): SubscriptionRefundRequest => ({
        ...same,
        callbackUrl: callback,
      })),
    )
  const form = useSendForm({
    name: `refund/${place.payment}`,
    schema: z.pipe(
      schemaUpTo(left),
      z.transform((request, context): SubscriptionRefundRequest => {
        // By its ID a refund is known again, should no answer come.
        if (!refunds.some((refund) => refund.externalId === request.externalId)) return request
        context.issues.push({
          code: 'custom',
          input: request,
          path: ['externalId'],
          message: t`Another refund of this payment has this ID.`,
        })
        return z.NEVER
      }),
    ),
    sentSchema: schemaUpTo(paid),
    initial: {
      amount: '',
      externalId: `R${refunds.length + 1}-${externalId ?? ''}`.slice(0, longestExternalId),
      callback: callbackUrl,
    },
    send: async (request) => {
      await act(client, () => requestRefund(place, request))
      return request
    },
    reread: async (request) => {
      const now = await act(client, () => readRefunds(place))
      return now.some((refund) => refund.externalId === request.externalId) ? request : null
    },
    explain: ({ reason }) => {
      const text = reason === null ? undefined : refundReasons[reason]
      return text ? { text: t(text) } : null
    },
    onDone: ({ amount }) => {
      const written = format.money(amount ?? left)
      void tellDone(t`Refund of ${written} sent; MobilePay decides in a moment`)
      void rereadAgreement(client, place)
    },
    leave: onClose,
  })
  const { control } = form
  const typed = useWatch({ control, name: 'amount' })
  const read = readMoneyText(typed, paid.currency)
  const wanted = typed.trim() === '' ? left : 'money' in read ? read.money : null
  const written = wanted === null ? null : format.money(wanted)
  return (
    <Form
      form={form}
      action={written === null ? <Trans>Refund</Trans> : <Trans>Refund {written}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={
        <Trans>
          The refund was sent, but no clear answer came back. Sent a second time it would be a
          second refund, so look first.
        </Trans>
      }
    >
      <MoneyField
        control={control}
        name="amount"
        label={t`Amount (empty: all that is left)`}
        help={
          <Trans>
            <Amount money={left} /> is left. Possible for {refundDays} days, and not for instant
            transfers.
          </Trans>
        }
      />
      <TextField control={control} name="externalId" label={t`Your ID`} isRequired />
      <TextField
        control={control}
        name="callback"
        type="url"
        inputMode="url"
        label={t`Where MobilePay tells the result`}
        help={<Trans>An address of your server; MobilePay may insist on one.</Trans>}
      />
    </Form>
  )
}
