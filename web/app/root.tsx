import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { I18nProvider as AriaI18nProvider } from 'react-aria-components'
import { Outlet, useNavigation } from 'react-router'

import { offeredProducts, sessionQuery } from '../api/session.ts'
import { useLocaleTag } from '../ui/format.tsx'
import { LanguagesContext } from '../ui/languages.ts'
import { ownTab, PlaceContext } from '../ui/place.ts'
import { switchLocale } from './i18n.ts'
import { locales } from './locale.ts'
import { Notices } from './notices.tsx'
import { useTabs } from './use-tabs.ts'

/** What every page has: its language, and a sign that the next page is on its way. */
export function Root() {
  useTabs()
  // Read by the loaders; this only looks.
  const { data: connection } = useQuery({ ...sessionQuery, enabled: false })
  const products = offeredProducts(connection)
  const place = useMemo(() => ({ ...ownTab, products }), [products])
  return (
    <Languages>
      <PlaceContext value={place}>
        <Progress />
        <Outlet />
      </PlaceContext>
    </Languages>
  )
}

const names = { en: 'English', da: 'Dansk', fi: 'Suomi' } as const

const languages = {
  all: locales.map((locale) => ({ locale, name: names[locale] })),
  choose(chosen: string): void {
    const locale = locales.find((one) => one === chosen)
    if (locale) void switchLocale(locale)
  },
}

export function Languages({ children }: { children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <LanguagesContext value={languages}>
        <AriaLanguage>{children}</AriaLanguage>
      </LanguagesContext>
    </I18nProvider>
  )
}

function AriaLanguage({ children }: { children: ReactNode }) {
  return (
    <AriaI18nProvider locale={useLocaleTag()}>
      {children}
      <Notices />
    </AriaI18nProvider>
  )
}

export function Progress() {
  return useNavigation().state === 'idle' ? null : (
    <div className="progress">
      <output className="hidden">
        <Trans>Loading</Trans>
      </output>
    </div>
  )
}
