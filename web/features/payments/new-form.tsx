import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import {
  type AppPaymentPoint,
  largestMinor,
  longestDescription,
  longestReference,
} from '#shared/mobilepay/app-payments.ts'

import { act } from '../../api/act.ts'
import { appPointsQuery, createPayment } from '../../api/app-payments.ts'
import { PhoneField, SelectField, TextField } from '../../ui/form-fields.tsx'
import { rule, useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.tsx'
import { readMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { recall, remember } from '../../ui/storage.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { explanationOf, judgeOf } from './explain.ts'

/** Where customers go afterwards is the same each time, so it is typed once. */
const returnName = 'payment-return'

export function NewForm({ points }: { points: readonly AppPaymentPoint[] }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const format = useFormat()
  const rules = useRules()
  const { currency } = format
  const ids = points.map(({ id }) => id)
  const phone = rules.phone({ missing: '' })
  const schema = z.object({
    amount: rules.money({
      missing: t`Fill in the amount.`,
      most: { minor: largestMinor, currency },
    }),
    pointId: rules.choice(ids, t`Choose a payment point.`),
    reference: rules.text({ missing: t`Fill in the reference.`, most: longestReference }),
    description: rules.optionalText({ most: longestDescription }),
    redirectUri: rule((text) =>
      isReturnAddress(text.trim())
        ? { value: text.trim() }
        : { problem: t`Write a whole address that starts with https://.` },
    ),
    phone: rule((text) => {
      if (text.trim() === '') return { value: null }
      const read = z.safeParse(phone, text)
      return read.success
        ? { value: read.data }
        : { problem: read.error.issues[0]?.message ?? t`Write a phone number.` }
    }),
  })
  const form = useSendForm({
    name: 'payment',
    schema,
    initial: {
      amount: '',
      pointId: ids.length === 1 ? (ids[0] ?? '') : '',
      reference: '',
      description: '',
      redirectUri: recall(returnName) ?? '',
      phone: '',
    },
    isRepeatable: true,
    send: (values, key) => {
      remember(returnName, values.redirectUri)
      return act(client, () => createPayment(values, key))
    },
    // Nothing of it can be seen before its customer approves, so this asks only whether MobilePay is
    // back; the key sees to the rest.
    reread: async () => {
      await act(client, () => client.fetchQuery({ ...appPointsQuery, staleTime: 0 }))
      return null
    },
    judge: judgeOf('create'),
    explain: (problem) => {
      const explanation = explanationOf('create', problem)
      if (!explanation) return null
      const text = t(explanation.text)
      return explanation.isAmount ? { text, field: 'amount' as const } : { text }
    },
    onDone: () => void client.invalidateQueries({ queryKey: ['app-payments'] }),
    leave: (made) =>
      void navigate(made ? `/payments/${made.id}` : '/payments', {
        replace: true,
        state: made && { href: made.href },
      }),
  })
  const { control } = form
  const typed = useWatch({ control, name: 'amount' })
  const read = readMoneyText(typed, currency)
  const amount = 'money' in read ? format.money(read.money) : null
  return (
    <Form
      form={form}
      action={
        amount === null ? <Trans>Make the link</Trans> : <Trans>Make a link for {amount}</Trans>
      }
      unclear={
        <Trans>
          It was sent, but no clear answer came back. Trying again is safe: the same form makes one
          payment.
        </Trans>
      }
    >
      <MoneyField control={control} name="amount" label={t`Amount`} isRequired />
      {ids.length === 1 ? null : (
        <SelectField
          control={control}
          name="pointId"
          label={t`Payment point`}
          isRequired
          options={[
            { value: '', label: t`Choose one` },
            ...points.map(({ id, name }) => ({ value: id, label: name ?? id })),
          ]}
        />
      )}
      <TextField
        control={control}
        name="reference"
        label={t`Reference`}
        isRequired
        help={<Trans>Your order number; you find the payment by it later.</Trans>}
      />
      <TextField
        control={control}
        name="description"
        label={t`Message to the customer (optional)`}
      />
      <TextField
        control={control}
        name="redirectUri"
        type="url"
        inputMode="url"
        label={t`Where the customer goes afterwards`}
        isRequired
        help={<Trans>A page of your shop. It is remembered in this browser.</Trans>}
      />
      <PhoneField
        control={control}
        name="phone"
        label={t`Customer’s phone number (optional)`}
        help={<Trans>Saves the customer from typing it.</Trans>}
      />
    </Form>
  )
}

const longestAddress = 2000

function isReturnAddress(text: string): boolean {
  return text.length <= longestAddress && URL.parse(text)?.protocol === 'https:'
}
