import { i18n, type Messages } from '@lingui/core'
import type { QueryClient } from '@tanstack/react-query'

import { countryOf } from '#shared/mobilepay/common.ts'

import { sessionQuery } from '../api/session.ts'
import { recall, remember } from '../ui/storage.ts'
import { chooseLocale, type Locale, localeOfCountry } from './locale.ts'

interface Catalog {
  readonly messages: Messages
}

const common: Readonly<Record<Locale, () => Promise<Catalog>>> = {
  en: () => import('../locales/en.po'),
  da: () => import('../locales/da.po'),
  fi: () => import('../locales/fi.po'),
}

const ofFeatures = import.meta.glob<Catalog>('../features/*/locales/*.po')

// The features whose pages have been opened; another language is wanted for all of them.
const opened = new Set<string>()

let wanted: Locale | undefined
const { promise: chosen, resolve: onChosen } = Promise.withResolvers<void>()

function read(feature: string, locale: Locale): Promise<Catalog> {
  const load = ofFeatures[`../features/${feature}/locales/${locale}.po`]
  if (!load) throw new Error(`no words of ${feature} in ${locale}`)
  return load()
}

async function activate(locale: Locale): Promise<void> {
  wanted = locale
  onChosen()
  const catalogs = await Promise.all([
    common[locale](),
    ...[...opened].map((feature) => read(feature, locale)),
  ])
  if (wanted !== locale) return
  for (const { messages } of catalogs) i18n.load(locale, messages)
  i18n.activate(locale)
  document.documentElement.lang = locale
}

/** Loads code together with the words of the features it shows, in whatever language is chosen. */
export async function withWords<T>(
  features: readonly string[],
  load: () => Promise<T>,
): Promise<T> {
  const [code] = await Promise.all([load(), ...features.map((feature) => learn(feature))])
  return code
}

async function learn(feature: string): Promise<void> {
  opened.add(feature)
  await chosen
  const locale = wanted
  if (locale === undefined) return
  const { messages } = await read(feature, locale)
  i18n.load(locale, messages)
  // Another one may have been asked for while this one was on its way.
  if (wanted !== locale) await learn(feature)
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
