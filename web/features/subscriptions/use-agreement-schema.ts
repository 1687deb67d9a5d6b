import { useLingui } from '@lingui/react/macro'
import * as z from 'zod/mini'

import { largestCharge } from '#shared/mobilepay/charges-request.ts'
import {
  type AgreementRequest,
  longestExternalId,
  longestPlan,
  longestText,
} from '#shared/mobilepay/subscriptions-request.ts'
import { frequencies } from '#shared/mobilepay/subscriptions.ts'

import { optional, useRules } from '../../ui/form-rules.ts'
import { useFormat } from '../../ui/format.tsx'
import { type TypedExpiry, useExpirySchema } from './expiry.tsx'

/** A new agreement as typed. */
export type TypedAgreement = TypedExpiry & {
  externalId: string
  amount: string
  plan: string
  description: string
  frequency: string
  phone: string
  redirect: string
  success: string
  cancel: string
  cancelPage: string
  hasOneOff: boolean
  oneOffAmount: string
  oneOffId: string
  oneOffText: string
}

/** From the form to what MobilePay is asked; the first payment counts only where it is wanted. */
export function useAgreementSchema(): z.ZodMiniType<AgreementRequest, TypedAgreement> {
  const { t } = useLingui()
  const { currency } = useFormat()
  const rules = useRules()
  const address = rules.address()
  const expiry = useExpirySchema()
  const most = largestCharge(currency)
  const oneOff = z.object({
    oneOffAmount: rules.money({ missing: t`Fill in the amount.`, most }),
    oneOffId: rules.text({ missing: t`Give it an ID of your own.`, most: longestExternalId }),
    oneOffText: rules.text({ missing: t`Say what it is for.`, most: longestText }),
  })
  return z.pipe(
    z.object({
      externalId: rules.text({ missing: t`Give it an ID of your own.`, most: longestExternalId }),
      amount: optional(rules.money({ missing: '', most })),
      plan: rules.text({ missing: t`Fill in the plan.`, most: longestPlan }),
      description: rules.optionalText({ most: longestText }),
      frequency: rules.choice(frequencies.map(String), t`Choose how often.`),
      ...expiry.fields,
      phone: optional(rules.phone({ missing: '' })),
      redirect: address,
      success: address,
      cancel: address,
      cancelPage: optional(address),
      hasOneOff: z.boolean(),
      oneOffAmount: z.string(),
      oneOffId: z.string(),
      oneOffText: z.string(),
    }),
    z.transform((typed, context): AgreementRequest => {
      const { externalId, amount, plan, description, phone } = typed
      const minutes = expiry.readMinutes(typed, context)
      const read = typed.hasOneOff ? z.safeParse(oneOff, typed) : null
      if (read?.success === false) {
        for (const { path, message } of read.error.issues) {
          context.issues.push({ code: 'custom', input: typed, path: [...path], message })
        }
        return z.NEVER
      }
      return {
        externalId,
        amount,
        plan,
        description,
        phone,
        currency,
        frequency: Number(typed.frequency),
        expiresAfterMinutes: minutes,
        userRedirect: typed.redirect,
        successCallback: typed.success,
        cancelCallback: typed.cancel,
        cancelRedirect: typed.cancelPage,
        oneOff: read && {
          amount: read.data.oneOffAmount,
          externalId: read.data.oneOffId,
          description: read.data.oneOffText,
          expiresAfterMinutes: minutes,
        },
      }
    }),
  )
}
