import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import { useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import type { Charge } from '#shared/mobilepay/charges.ts'

import { act } from '../../api/act.ts'
import { lowerCharge, type PaymentPlace, readCharge } from '../../api/subscription-payments.ts'
import { rereadAgreement } from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { Amount, HomeContext, useFormat } from '../../ui/format.tsx'
import { readMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'

interface LowerProps {
  readonly place: PaymentPlace
  readonly charge: Charge
  readonly onClose: () => void
}

/** Lowers a charge that is not collected yet. */
export function LowerDialog(props: LowerProps) {
  return (
    <Dialog title={<Trans>Lower the amount</Trans>} onClose={props.onClose}>
      <LowerForm {...props} />
    </Dialog>
  )
}

function LowerForm({ place, charge, onClose }: LowerProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const home = use(HomeContext)
  const format = useFormat()
  const rules = useRules()
  const form = useSendForm({
    name: `lower/${place.payment}`,
    schema: z.object({
      amount: rules.money({ missing: t`Fill in the amount.`, most: charge.amount }),
    }),
    initial: { amount: '' },
    send: async ({ amount }) => {
      await act(client, () => lowerCharge(place, amount))
      return amount
    },
    reread: async ({ amount }) => {
      const now = await act(client, () => readCharge(place, home))
      return now.amount.minor === amount.minor ? amount : null
    },
    explain: ({ status }) => {
      if (status === 404)
        return {
          text: t`MobilePay does not change charges any more. Decline it and make a new one.`,
        }
      return status === 409 ? { text: t`The charge is collected or over already.` } : null
    },
    onDone: (amount) => {
      const written = format.money(amount)
      void tellDone(t`The charge is ${written} now`)
      void rereadAgreement(client, place)
    },
    leave: onClose,
  })
  const { control } = form
  const typed = useWatch({ control, name: 'amount' })
  const read = readMoneyText(typed, home.currency)
  const written = 'money' in read ? format.money(read.money) : null
  return (
    <Form
      form={form}
      action={written === null ? <Trans>Lower</Trans> : <Trans>Lower to {written}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={<Trans>Look first what the charge is now.</Trans>}
    >
      <MoneyField
        control={control}
        name="amount"
        label={t`New amount`}
        isRequired
        help={
          <Trans>
            It is <Amount money={charge.amount} /> now.
          </Trans>
        }
      />
    </Form>
  )
}
