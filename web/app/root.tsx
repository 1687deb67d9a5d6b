import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { I18nProvider as AriaI18nProvider } from 'react-aria-components'
import { Outlet, useNavigation } from 'react-router'

import { useLocaleTag } from '../ui/format.tsx'
import { useTabs } from './use-tabs.ts'

/** What every page has: its language, and a sign that the next page is on its way. */
export function Root() {
  useTabs()
  return (
    <Languages>
      <Progress />
      <Outlet />
    </Languages>
  )
}

export function Languages({ children }: { children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <AriaLanguage>{children}</AriaLanguage>
    </I18nProvider>
  )
}

function AriaLanguage({ children }: { children: ReactNode }) {
  return <AriaI18nProvider locale={useLocaleTag()}>{children}</AriaI18nProvider>
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
