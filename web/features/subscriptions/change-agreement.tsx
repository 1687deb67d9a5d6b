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
import { optional, useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { useLocaleTag } from '../../ui/format.tsx'
import { writeMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { AddressFields } from './addresses.tsx'
import { changesOf, isNothing, type Terms, termsOf } from './agreement-terms.ts'
import { frequencyName } from './words.tsx'

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

const notifications = ['same', 'free', 'fixed'] as const

/** What is to be: the terms, and what MobilePay takes but does not tell. */
interface Wanted {
  readonly terms: Terms
  /** Null: to stay as it is. */
  readonly fixesNotifications: boolean | null
}

function wantedChanges(before: Terms, { terms, fixesNotifications }: Wanted): AgreementChanges {
  return {
    ...changesOf(before, terms),
    ...(fixesNotifications !== null && { fixesNotifications }),
  }
}

function ChangeForm({ place, agreement, onClose }: ChangeProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const locale = useLocaleTag()
  const rules = useRules()
  const address = rules.address()
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
        // MobilePay has a way to replace it, and none to take it away.
        cancelPage: before.cancelRedirect === '' ? optional(address) : address,
        notifications: rules.choice(notifications, t`Choose what the customer may switch off.`),
      }),
      z.transform((typed): Wanted => {
        const { frequency, success, cancel, cancelPage, notifications: choice, ...same } = typed
        return {
          terms: {
            ...same,
            frequency: Number(frequency),
            successCallback: success,
            cancelCallback: cancel,
            cancelRedirect: cancelPage ?? '',
          },
          fixesNotifications: choice === 'same' ? null : choice === 'fixed',
        }
      }),
    ),
    initial: {
      amount: before.amount === null ? '' : writeMoneyText(before.amount, locale),
      plan: before.plan,
      description: before.description ?? '',
      frequency: String(before.frequency),
      externalId: before.externalId ?? '',
      success: before.successCallback,
      cancel: before.cancelCallback,
      cancelPage: before.cancelRedirect,
      notifications: 'same',
    },
    send: async (wanted) => {
      const changes = wantedChanges(before, wanted)
      if (!isNothing(changes)) await act(client, () => changeAgreement(place, changes))
      return wanted
    },
    reread: async (wanted) => {
      const now = termsOf(await act(client, () => readAgreement(place)))
      // All is changed at once or nothing; what cannot be seen alone is sent again.
      const isSeen = !isNothing(changesOf(before, wanted.terms))
      const isThere = isNothing(changesOf(now, wanted.terms))
      return isThere && (isSeen || wanted.fixesNotifications === null) ? wanted : null
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
          const name = frequencyName(value)
          return { value: String(value), label: name === null ? String(value) : t(name) }
        })}
      />
      <TextField control={control} name="plan" label={t`Plan`} isRequired />
      <TextField control={control} name="description" label={t`Description (optional)`} />
      <TextField control={control} name="externalId" label={t`Your ID`} isRequired />
      <AddressFields form={form} />
      <SelectField
        control={control}
        name="notifications"
        label={t`Notifications about charges`}
        options={[
          { value: 'same', label: t`Leave as it is` },
          { value: 'free', label: t`The customer may switch them off` },
          { value: 'fixed', label: t`The customer may not switch them off` },
        ]}
        help={<Trans>MobilePay does not tell how it is now.</Trans>}
      />
    </Form>
  )
}
