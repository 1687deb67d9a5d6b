import type { Country } from '#shared/mobilepay/common.ts'

export const locales = ['en', 'da', 'fi'] as const

export type Locale = (typeof locales)[number]

/** The locale a language tag or a name asks for, e.g. `da-DK`; null where we do not have it. */
function localeIn(tag: string | null | undefined): Locale | null {
  const language = tag?.toLowerCase().split('-')[0]
  return locales.find((locale) => locale === language) ?? null
}

interface Wishes {
  /** `?locale` of the address. */
  readonly asked: string | null
  readonly saved: string | null
  /** The browser's, best first. */
  readonly languages: readonly string[]
}

/** The language somebody asked for in some way; null leaves it to the merchant's country. */
export function chooseLocale({ asked, saved, languages }: Wishes): Locale | null {
  return localeIn(asked) ?? localeIn(saved) ?? languages.map(localeIn).find(Boolean) ?? null
}

export const localeOfCountry: Readonly<Record<Country, Locale>> = { DK: 'da', FI: 'fi' }
