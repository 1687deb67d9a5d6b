import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import { largestCharge, type OneOffRequest } from '#shared/mobilepay/charges-request.ts'
import { longestExternalId, longestText } from '#shared/mobilepay/subscriptions-request.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { act } from '../../api/act.ts'
import { createOneOff, oneOffsQuery, readOneOffs } from '../../api/subscription-payments.ts'
import { type AgreementPlace, rereadAgreement } from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckboxField, TextField } from '../../ui/form-fields.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.tsx'
import { readMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { keepCustomerLink } from './customer-links.ts'
import { ExpiryFields, usualExpiry, useExpirySchema } from './expiry.tsx'
import { agreementHref } from './params.ts'
import { recallAddresses, rememberAddresses } from './remembered.ts'

interface NewOneOffProps {
  readonly place: AgreementPlace
  readonly agreement: Agreement
  readonly onClose: () => void
}

/** Asks for a payment beside the charges. */
export function NewOneOff(props: NewOneOffProps) {
  return (
    <Dialog title={<Trans>New one-off</Trans>} onClose={props.onClose}>
      <OneOffForm {...props} />
    </Dialog>
  )
}

function OneOffForm({ place, agreement, onClose }: NewOneOffProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const format = useFormat()
  const rules = useRules()
  const address = rules.address()
  const expiry = useExpirySchema()
  const { data: oneOffs = [] } = useQuery(oneOffsQuery(place))
  const sent = z.pipe(
    z.object({
      amount: rules.money({
        missing: t`Fill in the amount.`,
        most: largestCharge(format.currency),
      }),
      externalId: rules.text({ missing: t`Give it an ID of your own.`, most: longestExternalId }),
      description: rules.text({ missing: t`Say what it is for.`, most: longestText }),
      ...expiry.fields,
      redirect: address,
      automatic: z.boolean(),
    }),
    z.transform((typed, context): OneOffRequest => ({
      amount: typed.amount,
      externalId: typed.externalId,
      description: typed.description,
      expiresAfterMinutes: expiry.readMinutes(typed, context),
      isAutomatic: typed.automatic,
      userRedirect: typed.redirect,
    })),
  )
  const schema = z.pipe(
    sent,
    z.transform((request, context): OneOffRequest => {
      if (!oneOffs.some(({ externalId }) => externalId === request.externalId)) return request
      context.issues.push({
        code: 'custom',
        input: request,
        path: ['externalId'],
        message: t`Another one-off of this agreement has this ID.`,
      })
      return z.NEVER
    }),
  )
  const known = agreement.links.find(({ rel }) => rel === 'user-redirect')?.href
  const form = useSendForm({
    name: `one-off/${place.agreement}`,
    schema,
    sentSchema: sent,
    initial: {
      amount: '',
      externalId: '',
      description: '',
      ...usualExpiry(1),
      redirect: known ?? recallAddresses(place.provider).redirect,
      automatic: false,
    },
    send: async (request) => {
      rememberAddresses(place.provider, { redirect: request.userRedirect })
      const { id, href } = await act(client, () => createOneOff(place, request))
      return { id, href }
    },
    reread: async ({ externalId }) => {
      const list = await act(client, () => readOneOffs(place))
      const found = list.find((oneOff) => oneOff.externalId === externalId)
      return found ? { id: found.id, href: null } : null
    },
    explain: (problem) =>
      problem.status === 412
        ? {
            text: t`MobilePay refused it: the agreement is not active, or it may not be reserved without the customer.`,
          }
        : null,
    onDone: ({ id, href }) => {
      keepCustomerLink(client, id, href)
      void tellDone(t`One-off created`)
      void rereadAgreement(client, place)
    },
    leave: (made) => {
      if (made === null) return onClose()
      const to = `${agreementHref(place)}/one-offs/${made.id}`
      void navigate(to, { state: { href: made.href } })
    },
  })
  const { control } = form
  const typed = useWatch({ control, name: 'amount' })
  const read = readMoneyText(typed, format.currency)
  const amount = 'money' in read ? format.money(read.money) : null
  return (
    <Form
      form={form}
      action={amount === null ? <Trans>Ask for it</Trans> : <Trans>Ask for {amount}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={
        <Trans>
          It was sent, but no clear answer came back. Sent a second time it would be a second
          payment, so look first.
        </Trans>
      }
    >
      <MoneyField control={control} name="amount" label={t`Amount`} isRequired />
      <TextField control={control} name="externalId" label={t`Your ID`} isRequired />
      <TextField control={control} name="description" label={t`Description`} isRequired />
      <ExpiryFields form={form} />
      <TextField
        control={control}
        name="redirect"
        type="url"
        inputMode="url"
        label={t`Where the customer goes afterwards`}
        isRequired
      />
      <CheckboxField
        control={control}
        name="automatic"
        label={t`Reserve without asking the customer`}
        help={
          <Trans>
            Only where MobilePay has allowed it to you; the money is still captured by you.
          </Trans>
        }
      />
    </Form>
  )
}
