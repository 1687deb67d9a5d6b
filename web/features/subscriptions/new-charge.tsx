import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { use, useState } from 'react'
import { useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import { addDays, dayAt } from '#shared/dates.ts'
import {
  largestCharge,
  latestDueDays,
  mostTimesAgreement,
} from '#shared/mobilepay/charges-request.ts'
import type { Charge, ChargeRequest } from '#shared/mobilepay/charges.ts'
import { longestExternalId, longestText } from '#shared/mobilepay/subscriptions-request.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { act } from '../../api/act.ts'
import { chargesQuery } from '../../api/subscription-payments.ts'
import {
  type AgreementPlace,
  readCharges,
  requestCharge,
  rereadAgreement,
} from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DateField, SelectField, TextField } from '../../ui/form-fields.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { Amount, HomeContext, useFormat, useLocaleTag } from '../../ui/format.tsx'
import { readMoneyText, writeMoneyText } from '../../ui/money-field-text.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { Banner } from '../../ui/surface.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'

interface NewChargeProps {
  readonly place: AgreementPlace
  readonly agreement: Agreement
  readonly onClose: () => void
}

/** Asks for a charge of an agreement. */
export function NewCharge(props: NewChargeProps) {
  return (
    <Dialog title={<Trans>New charge</Trans>} onClose={props.onClose}>
      <ChargeForm {...props} />
    </Dialog>
  )
}

const over = ['Invalid', 'Declined', 'Rejected', 'Failed', 'Cancelled']

/** The charge that MobilePay takes for the same; one that ended without money does not count. */
function sameOf(charges: readonly Charge[], wanted: Pick<ChargeRequest, 'externalId' | 'dueDay'>) {
  return charges.find(
    ({ externalId, dueDay, status }) =>
      externalId === wanted.externalId &&
      dueDay === wanted.dueDay &&
      !over.some((one) => one === status),
  )
}

function ChargeForm({ place, agreement, onClose }: NewChargeProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const home = use(HomeContext)
  const format = useFormat()
  const locale = useLocaleTag()
  const rules = useRules()
  const [today] = useState(() => dayAt(Date.now(), home.zone))
  const { data: charges = [] } = useQuery(chargesQuery(place, home))
  const least = addDays(today, 1)
  const most = addDays(today, latestDueDays)
  const fields = z.object({
    amount: rules.money({
      missing: t`Fill in the amount.`,
      most: largestCharge(home.currency),
    }),
    due: rules.day({ missing: t`Choose the day it is due.`, least, most }),
    externalId: rules.text({ missing: t`Give it an ID of your own.`, most: longestExternalId }),
    description: rules.text({
      missing: t`Say what the charge is for.`,
      most: longestText,
    }),
    grace: rules.choice(['1', '2', '3'], t`Choose the days of grace.`),
  })
  const sent = z.pipe(
    fields,
    z.transform(({ amount, due, externalId, description, grace }): ChargeRequest => ({
      agreementId: place.agreement,
      amount,
      dueDay: due,
      externalId,
      description,
      graceDays: Number(grace),
    })),
  )
  const schema = z.pipe(
    sent,
    z.transform((charge, context): ChargeRequest => {
      if (!sameOf(charges, charge)) return charge
      context.issues.push({
        code: 'custom',
        input: charge,
        path: ['externalId'],
        message: t`There is a charge with this ID on the same day already.`,
      })
      return z.NEVER
    }),
  )
  const form = useSendForm({
    name: `charge/${place.agreement}`,
    schema,
    sentSchema: sent,
    initial: {
      amount: agreement.amount === null ? '' : writeMoneyText(agreement.amount, locale),
      due: String(addDays(today, 2)),
      externalId: '',
      description: agreement.description ?? agreement.plan ?? '',
      grace: '1',
    },
    send: async (charge) => ({
      id: await act(client, () => requestCharge(place.provider, charge)),
    }),
    // The same ID on the same day is declined as a duplicate (code 50004), so it is collected once.
    isRepeatable: true,
    reread: async (charge) =>
      sameOf(await act(client, () => readCharges({ ...place, home })), charge) ?? null,
    onDone: () => {
      void tellDone(t`Charge sent; MobilePay checks it now`)
      void rereadAgreement(client, place)
    },
    leave: onClose,
  })
  const { control } = form
  const typed = useWatch({ control, name: 'amount' })
  const read = readMoneyText(typed, home.currency)
  const amount = 'money' in read ? read.money : null
  const isMuch =
    amount !== null &&
    agreement.amount !== null &&
    agreement.amount.minor > 0 &&
    amount.minor > mostTimesAgreement * agreement.amount.minor
  const written = amount === null ? null : format.money(amount)
  return (
    <Form
      form={form}
      action={written === null ? <Trans>Charge</Trans> : <Trans>Charge {written}</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
      unclear={
        <Trans>
          The charge was sent, but no clear answer came back. Trying again is safe: the same ID on
          the same day is collected once.
        </Trans>
      }
    >
      <MoneyField
        control={control}
        name="amount"
        label={t`Amount`}
        isRequired
        help={
          agreement.amount === null ? null : (
            <Trans>
              The agreement says <Amount money={agreement.amount} />.
            </Trans>
          )
        }
      />
      {isMuch ? (
        <Banner tone="warn" live>
          <p>
            <Trans>
              This is more than {mostTimesAgreement} times the agreement’s amount. MobilePay may
              decline it; change the agreement first.
            </Trans>
          </p>
        </Banner>
      ) : null}
      <DateField
        control={control}
        name="due"
        label={t`Due date`}
        isRequired
        least={least}
        most={most}
        help={<Trans>At least two days ahead is safe, at most {latestDueDays}.</Trans>}
      />
      <TextField
        control={control}
        name="externalId"
        label={t`Your ID`}
        isRequired
        help={<Trans>Invoice or order number; the same one on the same day counts once.</Trans>}
      />
      <TextField control={control} name="description" label={t`Description`} isRequired />
      <SelectField
        control={control}
        name="grace"
        label={t`Days of grace`}
        options={[
          { value: '1', label: t`1 day` },
          { value: '2', label: t`2 days` },
          { value: '3', label: t`3 days` },
        ]}
        help={<Trans>For how long MobilePay tries, from the due date on.</Trans>}
      />
    </Form>
  )
}
