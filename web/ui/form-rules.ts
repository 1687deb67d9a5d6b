import { useLingui } from '@lingui/react/macro'
import { use } from 'react'
import * as z from 'zod/mini'

import { type CalendarDay, isCalendarDay } from '#shared/dates.ts'
import { readPhone } from '#shared/mobilepay/phone.ts'
import type { Money } from '#shared/money.ts'

import { HomeContext, useFormat, useLocaleTag } from './format.tsx'
import { type MoneyTextProblem, readMoneyText, writeMoneyText } from './money-field-text.ts'

/** A field's way from what is typed to its value. */
export type Rule<T> = z.ZodMiniType<T, string>

interface Limits<T> {
  /** "Fill in the amount.": what to say to an empty field. */
  readonly missing: string
  readonly least?: T
  readonly most?: T
}

/** Makes the rules of form fields; each says what is wrong in a sentence that also stands alone. */
export function useRules() {
  const { t } = useLingui()
  const { currency, zone } = use(HomeContext)
  const format = useFormat()
  const locale = useLocaleTag()

  const moneySentence = (problem: MoneyTextProblem, text: string, missing: string): string => {
    const one = text.trim().replace(/[.,].*$/, '')
    const example = writeMoneyText({ minor: 125_050, currency }, locale)
    switch (problem) {
      case 'missing':
        return missing
      case 'ambiguous': {
        const joined = text.replaceAll(/\D/g, '')
        return t`${text} can mean ${joined} or a bit more than ${one}. Write it with two decimals, like ${example}.`
      }
      case 'too_precise':
        return t`An amount has at most two decimals.`
      case 'other_currency':
        return t`The amount must be in ${currency}.`
      case 'negative':
        return t`The amount cannot be negative.`
      case 'too_large':
        return t`The amount is too large.`
      case 'not_amount':
        return t`Write the amount in digits, like ${example}.`
      default:
        return problem satisfies never
    }
  }

  return {
    /** A text, without the spaces around it. */
    text: ({ missing, most }: { missing: string; most: number }): Rule<string> =>
      rule((text) => {
        const trimmed = text.trim()
        if (trimmed === '') return { problem: missing }
        return trimmed.length > most
          ? { problem: t`At most ${most} characters: there are ${trimmed.length}.` }
          : { value: trimmed }
      }),

    /** A text that may be left out, which is null. */
    optionalText: ({ most }: { most: number }): Rule<string | null> =>
      rule((text) => {
        const trimmed = text.trim()
        return trimmed.length > most
          ? { problem: t`At most ${most} characters: there are ${trimmed.length}.` }
          : { value: trimmed === '' ? null : trimmed }
      }),

    /** An exact amount of the merchant's currency, more than nothing. */
    money: ({ missing, least, most }: Limits<Money>): Rule<Money> =>
      rule((text) => {
        const read = readMoneyText(text, currency)
        if ('problem' in read) return { problem: moneySentence(read.problem, text, missing) }
        const { money } = read
        if (money.minor === 0) return { problem: t`The amount must be more than zero.` }
        if (least && money.minor < least.minor) {
          return { problem: t`The amount must be at least ${format.money(least)}.` }
        }
        return most && money.minor > most.minor
          ? { problem: t`The amount can be at most ${format.money(most)}.` }
          : { value: money }
      }),

    /** A whole number. */
    number: ({ missing, least = 0, most = 999_999 }: Limits<number>): Rule<number> =>
      rule((text) => {
        const digits = text.replaceAll(/\s/g, '')
        if (digits === '') return { problem: missing }
        const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
        return value >= least && value <= most
          ? { value }
          : { problem: t`Write a whole number from ${least} to ${most}.` }
      }),

    /** A day of the calendar, both limits included. */
    day: ({ missing, least, most }: Limits<CalendarDay>): Rule<CalendarDay> =>
      rule((text) => {
        if (!isCalendarDay(text)) return { problem: missing }
        if (least !== undefined && text < least) {
          return { problem: t`The day cannot be before ${format.day(least)}.` }
        }
        return most !== undefined && text > most
          ? { problem: t`The day cannot be after ${format.day(most)}.` }
          : { value: text }
      }),

    /** A Danish or Finnish phone number with its country; one without gets the merchant's. */
    phone: ({ missing }: { missing: string }): Rule<string> =>
      rule((text) => {
        if (text.trim() === '') return { problem: missing }
        const value = readPhone(text, zone === 'Europe/Helsinki' ? '+358' : '+45')
        return value === null
          ? { problem: t`Write a Danish number with eight digits, or a Finnish one with +358.` }
          : { value }
      }),

    /** A whole https address, which is all that MobilePay takes. */
    address: (): Rule<string> =>
      rule((text) => {
        const address = URL.parse(text.trim())
        return address?.protocol === 'https:' && address.href.length <= longestAddress
          ? { value: text.trim() }
          : { problem: t`Write a whole address that starts with https://.` }
      }),

    /** One of a few. */
    choice: <const V extends string>(values: readonly V[], missing: string): Rule<V> =>
      rule((text) => {
        const value = values.find((one) => one === text)
        return value === undefined ? { problem: missing } : { value }
      }),
  }
}

const longestAddress = 2000

/** The same rule for a field that may be left empty, which is null. */
export function optional<T>(needed: Rule<T>): Rule<T | null> {
  return rule((text): { value: T | null } | { problem: string } => {
    if (text.trim() === '') return { value: null }
    const read = z.safeParse(needed, text)
    return read.success ? { value: read.data } : { problem: read.error.issues[0]?.message ?? '' }
  })
}

/** A rule of one's own: a value, or a sentence about what is wrong. */
export function rule<T>(
  read: (text: string) => { readonly value: T } | { readonly problem: string },
): Rule<T> {
  return z.pipe(
    z.string(),
    z.transform((text, context): T => {
      const answer = read(text)
      if ('value' in answer) return answer.value
      context.issues.push({ code: 'custom', input: text, message: answer.problem })
      return z.NEVER
    }),
  )
}
