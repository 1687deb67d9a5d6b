import { useLingui } from '@lingui/react/macro'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'

import type { ChoiceSection } from '../ui/choice-menu.tsx'
import { Pop } from '../ui/pop.tsx'
import { recall, remember } from '../ui/storage.ts'
import { switchLocale } from './i18n.ts'
import { locales } from './locale.ts'

const loadMenu = () => import('../ui/choice-menu.tsx')
const ChoiceMenu = lazy(async () => ({ default: (await loadMenu()).ChoiceMenu }))

const names = { en: 'English', da: 'Dansk', fi: 'Suomi' } as const

/** Language and theme, remembered in this browser. */
export function Preferences() {
  const { t, i18n } = useLingui()
  const [theme, setTheme] = useState(recall('theme') ?? 'system')
  const chooseTheme = (chosen: string) => {
    const fixed = chosen === 'light' || chosen === 'dark' ? chosen : null
    setTheme(chosen)
    remember('theme', fixed)
    // The same attribute that theme.js sets before the first paint.
    if (fixed) document.documentElement.dataset['theme'] = fixed
    else delete document.documentElement.dataset['theme']
  }
  const sections: readonly ChoiceSection[] = [
    {
      title: t`Language`,
      options: locales.map((locale) => ({ value: locale, label: names[locale], lang: locale })),
      value: i18n.locale,
      onChange: (chosen) => {
        const locale = locales.find((one) => one === chosen)
        if (locale) void switchLocale(locale)
      },
    },
    {
      title: t`Theme`,
      options: [
        { value: 'system', label: t`As the system` },
        { value: 'light', label: t`Light` },
        { value: 'dark', label: t`Dark` },
      ],
      value: theme,
      onChange: chooseTheme,
    },
  ]
  const label = t`Language and theme`
  return (
    <Pop
      label={label}
      kind="menu"
      className="button-icon"
      face={<SlidersHorizontal size={18} aria-hidden="true" />}
      load={loadMenu}
    >
      {(close) => (
        <Suspense>
          <ChoiceMenu label={label} sections={sections} onClose={close} />
        </Suspense>
      )}
    </Pop>
  )
}
