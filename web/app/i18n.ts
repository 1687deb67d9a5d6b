import { i18n } from '@lingui/core'
import type { QueryClient } from '@tanstack/react-query'

import { countryOf } from '#shared/mobilepay/common.ts'

import { sessionQuery } from '../api/session.ts'
import { chooseLocale, type Locale, localeOfCountry } from './locale.ts'
import { recall, remember } from './storage.ts'

const catalogs = {
  en: () => import('../locales/en.po'),
  da: () => import('../locales/da.po'),
  fi: () => import('../locales/fi.po'),
} as const

let wanted: Locale | undefined

async function activate(locale: Locale): Promise<void> {
  wanted = locale
  const { messages } = await catalogs[locale]()
  // Another one may have been asked for while this one was on its way.
  if (wanted !== locale) return
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
}

/** Shows the console in another language from now on. */
export async function switchLocale(locale: Locale): Promise<void> {
  remember('locale', locale)
  await activate(locale)
}

/** Loads the language of the first screen, or another one that a portal asks for. */
export async function startI18n(client: QueryClient, asked?: string): Promise<void> {
  const wish = chooseLocale({
    asked: asked ?? new URLSearchParams(location.search).get('locale'),
    saved: recall('locale'),
    languages: navigator.languages,
  })
  await activate(wish ?? (await merchantLocale(client)))
}

// Only for browsers in a language we do not have, as the first paint then waits for the session.
async function merchantLocale(client: QueryClient): Promise<Locale> {
  await client.prefetchQuery(sessionQuery)
  const connection = client.getQueryData(sessionQuery.queryKey)
  if (!connection || connection.state === 'none') return 'en'
  return localeOfCountry[countryOf(connection.session.merchant.vat)]
}
