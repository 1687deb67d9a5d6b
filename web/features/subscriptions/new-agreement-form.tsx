import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'

import type { AgreementRequest } from '#shared/mobilepay/subscriptions-request.ts'
import { frequencies } from '#shared/mobilepay/subscriptions.ts'

import { act } from '../../api/act.ts'
import { createAgreement, findPending, rereadAgreements } from '../../api/subscriptions.ts'
import { CheckboxField, PhoneField, SelectField, TextField } from '../../ui/form-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { type SendForm, useSendForm } from '../../ui/use-send-form.ts'
import { AddressFields } from './addresses.tsx'
import { keepCustomerLink } from './customer-links.ts'
import { ExpiryFields, usualExpiry } from './expiry.tsx'
import { agreementHref } from './params.ts'
import { recallAddresses, rememberAddresses } from './remembered.ts'
import { type TypedAgreement, useAgreementSchema } from './use-agreement-schema.ts'
import { frequencyName } from './words.tsx'

export function NewAgreementForm({ provider }: { provider: string }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useSendForm({
    name: `agreement/new/${provider}`,
    schema: useAgreementSchema(),
    initial: {
      externalId: '',
      amount: '',
      plan: '',
      description: '',
      frequency: '12',
      ...usualExpiry(7),
      phone: '',
      ...recallAddresses(provider),
      hasOneOff: false,
      oneOffAmount: '',
      oneOffId: '',
      oneOffText: '',
    },
    send: async (request) => {
      const { userRedirect: redirect, successCallback: success, cancelCallback: cancel } = request
      const cancelPage = request.cancelRedirect ?? ''
      rememberAddresses(provider, { redirect, success, cancel, cancelPage })
      const { id, href } = await act(client, () => createAgreement(provider, request))
      return { id, href }
    },
    reread: async ({ externalId, plan }) => {
      const found = await act(client, () => findPending(provider, externalId ?? ''))
      return found?.plan === plan ? { id: found.id, href: null } : null
    },
    onDone: ({ id, href }) => {
      keepCustomerLink(client, id, href)
      void tellDone(t`Agreement created`)
      void rereadAgreements(client, provider)
    },
    leave: (made) => {
      const to = made
        ? agreementHref({ provider, agreement: made.id })
        : `/subscriptions/${provider}/agreements`
      void navigate(to, { replace: true, state: made && { href: made.href } })
    },
  })
  const { control } = form
  const hasOneOff = useWatch({ control, name: 'hasOneOff' })
  return (
    <Form
      form={form}
      action={<Trans>Create agreement</Trans>}
      unclear={
        <Trans>
          It was sent, but no clear answer came back. Sent a second time it would be a second
          agreement, so look first.
        </Trans>
      }
    >
      <TextField
        control={control}
        name="externalId"
        label={t`Your ID`}
        isRequired
        help={
          <Trans>
            Customer or order number, different for each agreement; the customer sees it.
          </Trans>
        }
      />
      <TextField
        control={control}
        name="plan"
        label={t`Plan`}
        isRequired
        help={<Trans>What the customer subscribes to, at most 30 characters.</Trans>}
      />
      <TextField control={control} name="description" label={t`Description (optional)`} />
      <div className="field-pair">
        <MoneyField
          control={control}
          name="amount"
          label={t`Amount (optional)`}
          help={<Trans>Empty: each charge has an amount of its own.</Trans>}
        />
        <SelectField
          control={control}
          name="frequency"
          label={t`How often`}
          options={frequencies.map((value) => {
            const name = frequencyName(value)
            return { value: String(value), label: name === null ? String(value) : t(name) }
          })}
        />
      </div>
      <div className="field-pair">
        <ExpiryFields form={form} />
        <PhoneField
          control={control}
          name="phone"
          label={t`Customer’s phone number (optional)`}
          help={<Trans>Saves the customer from typing it.</Trans>}
        />
      </div>
      <CheckboxField
        control={control}
        name="hasOneOff"
        label={t`Ask for a first payment as well`}
        help={
          <Trans>The customer approves both at once; you capture the payment afterwards.</Trans>
        }
      />
      {hasOneOff ? <FirstOneOff form={form} /> : null}
      <Addresses form={form} />
    </Form>
  )
}

type PartProps = { readonly form: SendForm<TypedAgreement, AgreementRequest> }

function FirstOneOff({ form: { control } }: PartProps) {
  const { t } = useLingui()
  return (
    <div className="first-one-off">
      <div className="field-pair">
        <MoneyField control={control} name="oneOffAmount" label={t`First payment`} isRequired />
        <TextField control={control} name="oneOffId" label={t`Your ID of the payment`} isRequired />
      </div>
      <TextField
        control={control}
        name="oneOffText"
        label={t`Description of the payment`}
        isRequired
      />
    </div>
  )
}

function Addresses({ form }: PartProps) {
  const { t } = useLingui()
  const { control } = form
  return (
    <>
      <TextField
        control={control}
        name="redirect"
        type="url"
        inputMode="url"
        label={t`Where the customer goes afterwards`}
        isRequired
        help={<Trans>A page of yours. The addresses are remembered in this browser.</Trans>}
      />
      <AddressFields form={form} />
    </>
  )
}
