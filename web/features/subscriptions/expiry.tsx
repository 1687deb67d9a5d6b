import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FieldValues, FormProvider, useFormContext, useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import { mostExpiryMinutes } from '#shared/mobilepay/subscriptions-request.ts'

import { NumberField, SelectField } from '../../ui/form-fields.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { useFormat } from '../../ui/format.tsx'
import type { SendForm } from '../../ui/use-send-form.ts'

const day = 24 * 60

const choices = [
  { minutes: 5, name: msg`5 minutes: the customer is here now` },
  { minutes: 60, name: msg`1 hour` },
  { minutes: day, name: msg`1 day` },
  { minutes: 7 * day, name: msg`1 week` },
  { minutes: 14 * day, name: msg`2 weeks` },
  { minutes: 28 * day, name: msg`4 weeks` },
  { minutes: mostExpiryMinutes, name: msg`18 weeks, the longest there is` },
] as const

const own = 'own'
const expiries = [...choices.map(({ minutes }) => String(minutes)), own]

/** A form's part about how long the customer may take to answer. */
export type TypedExpiry = {
  expiry: string
  /** Counts where `expiry` is none of the usual ones. */
  expiryMinutes: string
}

/** One of the usual times, to start with. */
export function usualExpiry(days: 1 | 7): TypedExpiry {
  return { expiry: String(days * day), expiryMinutes: '' }
}

/** The part of a form's schema, and the way from it to minutes, which tells what is wrong. */
export function useExpirySchema() {
  const { t } = useLingui()
  const rules = useRules()
  const minutes = rules.number({
    missing: t`Fill in the minutes.`,
    least: 1,
    most: mostExpiryMinutes,
  })
  return {
    fields: {
      expiry: rules.choice(expiries, t`Choose how long it can be answered.`),
      expiryMinutes: z.string(),
    },
    readMinutes: (typed: TypedExpiry, context: z.core.ParsePayload): number => {
      if (typed.expiry !== own) return Number(typed.expiry)
      const read = z.safeParse(minutes, typed.expiryMinutes)
      if (read.success) return read.data
      context.issues.push({
        code: 'custom',
        input: typed,
        path: ['expiryMinutes'],
        message: read.error.issues[0]?.message ?? '',
      })
      return z.NEVER
    },
  }
}

/** How long the customer may take to answer: one of the usual times, or any number of minutes. */
export function ExpiryFields<I extends FieldValues & TypedExpiry, O>({
  form,
}: {
  form: SendForm<I, O>
}) {
  return (
    <FormProvider {...form.handle}>
      <Fields />
    </FormProvider>
  )
}

function Fields() {
  const { t } = useLingui()
  const { count } = useFormat()
  const most = count(mostExpiryMinutes)
  const inDay = count(day)
  const { control } = useFormContext<TypedExpiry>()
  const expiry = useWatch({ control, name: 'expiry' })
  return (
    <>
      <SelectField
        control={control}
        name="expiry"
        label={t`The customer can answer for`}
        options={[
          ...choices.map(({ minutes, name }) => ({ value: String(minutes), label: t(name) })),
          { value: own, label: t`Another time` },
        ]}
      />
      {expiry === own ? (
        <NumberField
          control={control}
          name="expiryMinutes"
          label={t`Minutes`}
          isRequired
          help={
            <Trans>
              From 1 to {most}; a day has {inDay}.
            </Trans>
          }
        />
      ) : null}
    </>
  )
}
