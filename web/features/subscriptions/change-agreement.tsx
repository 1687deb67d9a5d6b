import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'

import {
  type AgreementChanges,
  longestExternalId,
  longestPlan,
  longestText,
} from '#shared/mobilepay/subscriptions-request.ts'
import { type Agreement, frequencies } from '#shared/mobilepay/subscriptions.ts'

import { act } from '../../api/act.ts'
import {
  type AgreementPlace,
  changeAgreement,
  readAgreement,
  rereadAgreement,
} from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/form-fields.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { useLocaleTag } from '../../ui/format.tsx'
import { writeMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { optional, useAddressRule } from './rules.ts'
import { frequencyNames } from './words.tsx'

interface ChangeProps {
  readonly place: AgreementPlace
  readonly agreement: Agreement
  readonly onClose: () => void
}

/** Changes what was agreed; customers see it in the app, and are not asked again. */
export function ChangeAgreement(props: ChangeProps) {
  return (
    <Dialog title={<Trans>Change the agreement</Trans>} onClose={props.onClose}>
      <ChangeForm {...props} />
    </Dialog>
  )
}

const hrefOf = ({ links }: Agreement, rel: string) =>
  links.find((link) => link.rel === rel)?.href ?? null

/** What of an agreement is in this form. */
function termsOf(agreement: Agreement) {
  const { plan, description, externalId, amount, frequency } = agreement
  return {
    plan: plan ?? '',
    description,
    externalId,
    amount,
    frequency,
    successCallback: hrefOf(agreement, 'success-callback') ?? '',
    cancelCallback: hrefOf(agreement, 'cancel-callback') ?? '',
  }
}

type Terms = ReturnType<typeof termsOf>

/** Only what is different: MobilePay leaves the rest alone. */
function changesOf(before: Terms, after: Terms): AgreementChanges {
  const isSameAmount = before.amount?.minor === after.amount?.minor
  return {
    ...(after.plan !== before.plan && { plan: after.plan }),
    ...(after.description !== before.description && { description: after.description }),
    ...(after.externalId !== before.externalId && { externalId: after.externalId }),
    ...(!isSameAmount && { amount: after.amount }),
    ...(after.frequency !== before.frequency && { frequency: after.frequency }),
    ...(after.successCallback !== before.successCallback && {
      successCallback: after.successCallback,
    }),
    ...(after.cancelCallback !== before.cancelCallback && {
      cancelCallback: after.cancelCallback,
    }),
  }
}

function ChangeForm({ place, agreement, onClose }: ChangeProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const locale = useLocaleTag()
  const rules = useRules()
  const address = useAddressRule()
  const before = termsOf(agreement)
  // MobilePay's own word for how often may be one that the form does not know.
  const rates = [...new Set<number>([...frequencies, before.frequency])]
  const form = useSendForm({
    name: `agreement/${place.agreement}`,
    schema: z.pipe(
      z.object({
        amount: optional(rules.money({ missing: '' })),
        plan: rules.text({ missing: t`Fill in the plan.`, most: longestPlan }),
        description: rules.optionalText({ most: longestText }),
        frequency: rules.choice(rates.map(String), t`Choose how often.`),
        externalId: rules.text({ missing: t`Give it an ID of your own.`, most: longestExternalId }),
        success: address,
        cancel: address,
      }),
      z.transform(({ frequency, success, cancel, ...same }): Terms => ({
        ...same,
        frequency: Number(frequency),
        successCallback: success,
        cancelCallback: cancel,
      })),
    ),
    initial: {
      amount: before.amount === null ? '' : writeMoneyText(before.amount, locale),
      plan: before.plan,
      description: before.description ?? '',
      frequency: String(before.frequency),
      externalId: before.externalId ?? '',
      success: before.successCallback,
      cancel: before.cancelCallback,
    },
    send: async (terms) => {
      const changes = changesOf(before, terms)
      if (Object.keys(changes).length > 0) await act(client, () => changeAgreement(place, changes))
      return terms
    },
    reread: async (terms) => {
      const now = termsOf(await act(client, () => readAgreement(place)))
      return Object.keys(changesOf(now, terms)).length === 0 ? terms : null
    },
    explain: ({ status }) =>
      status === 409 ? { text: t`Only an active agreement can be changed.` } : null,
    onDone: () => {
      void tellDone(t`Agreement changed`)
      void rereadAgreement(client, place)
    },
    leave: onClose,
  })
  const { control } = form
  return (
    <Form
      form={form}
      action={<Trans>Save changes</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={<Trans>Look first what the agreement says now.</Trans>}
    >
      <MoneyField
        control={control}
        name="amount"
        label={t`Amount`}
        help={<Trans>Empty: each charge has an amount of its own.</Trans>}
      />
      <SelectField
        control={control}
        name="frequency"
        label={t`How often`}
        options={rates.map((value) => {
          const known = frequencies.find((one) => one === value)
          return {
            value: String(value),
            label: known === undefined ? String(value) : t(frequencyNames[known]),
          }
        })}
      />
      <TextField control={control} name="plan" label={t`Plan`} isRequired />
      <TextField control={control} name="description" label={t`Description (optional)`} />
      <TextField control={control} name="externalId" label={t`Your ID`} isRequired />
      <TextField
        control={control}
        name="success"
        type="url"
        inputMode="url"
        label={t`Told when it is accepted`}
        isRequired
      />
      <TextField
        control={control}
        name="cancel"
        type="url"
        inputMode="url"
        label={t`Told when it ends`}
        isRequired
      />
    </Form>
  )
}
