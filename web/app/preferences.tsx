import { useLingui } from '@lingui/react/macro'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, use, useState } from 'react'

import type { ChoiceSection } from '../ui/choice-menu.tsx'
import { LanguagesContext } from '../ui/languages.ts'
import { Pop } from '../ui/pop.tsx'
import { chooseTheme, recallTheme, themes } from '../ui/theme.ts'

const loadMenu = () => import('../ui/choice-menu.tsx')
const ChoiceMenu = lazy(async () => ({ default: (await loadMenu()).ChoiceMenu }))

/** Language and theme, remembered in this browser. */
export function Preferences() {
  const { t, i18n } = useLingui()
  const { all, choose } = use(LanguagesContext)
  const [theme, setTheme] = useState(recallTheme)
  const sections: readonly ChoiceSection[] = [
    {
      title: t`Language`,
      options: all.map(({ locale, name }) => ({ value: locale, label: name, lang: locale })),
      value: i18n.locale,
      onChange: choose,
    },
    {
      title: t`Theme`,
      options: [
        { value: 'system', label: t`As the system` },
        { value: 'light', label: t`Light` },
        { value: 'dark', label: t`Dark` },
      ],
      value: theme,
      onChange: (chosen) => {
        const known = themes.find((one) => one === chosen)
        if (!known) return
        setTheme(known)
        chooseTheme(known)
      },
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
