import './settings.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { use, useState } from 'react'

import { csvDialects, recallCsvDialect, rememberCsvDialect } from '../../ui/csv-dialect.ts'
import { Segments } from '../../ui/fields.tsx'
import { allowSingleKeys, singleKeys } from '../../ui/keys.ts'
import { LanguagesContext } from '../../ui/languages.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { PlaceContext } from '../../ui/place.ts'
import { Shortcuts } from '../../ui/shortcuts.tsx'
import { Card } from '../../ui/surface.tsx'
import { chooseTheme, recallTheme } from '../../ui/theme.ts'
import { useValue } from '../../ui/value.ts'

/** How the console looks, writes and listens in this browser. */
export function SettingsPage() {
  const { t } = useLingui()
  const { portal } = use(PlaceContext)
  return (
    <>
      <PageHeader title={t`Settings`} />
      <p className="lead">
        <Trans>For this browser only.</Trans>
      </p>
      {portal === null ? <Looks /> : null}
      <Files />
      <Keyboard />
    </>
  )
}

function Looks() {
  const { t, i18n } = useLingui()
  const { all, choose } = use(LanguagesContext)
  const [theme, setTheme] = useState(recallTheme)
  return (
    <Card title={<Trans>Language and theme</Trans>}>
      <div className="settings">
        <Segments
          label={t`Language`}
          options={all.map(({ locale, name }) => ({
            value: locale,
            label: <span lang={locale}>{name}</span>,
          }))}
          value={i18n.locale}
          onChange={choose}
        />
        <Segments
          label={t`Theme`}
          options={[
            { value: 'system', label: t`As the system` },
            { value: 'light', label: t`Light` },
            { value: 'dark', label: t`Dark` },
          ]}
          value={theme}
          onChange={(chosen) => {
            setTheme(chosen)
            chooseTheme(chosen)
          }}
        />
      </div>
    </Card>
  )
}

function Files() {
  const { t, i18n } = useLingui()
  const [dialect, setDialect] = useState(() => recallCsvDialect(i18n.locale))
  const texts = { excel: t`Danish and Finnish Excel`, plain: t`Plain` }
  const help = {
    excel: t`Semicolons between columns and decimal commas, such as 1234,50. Opens with a double click.`,
    plain: t`Commas between columns and decimal points, such as 1234.50. For other programs.`,
  }
  return (
    <Card title={<Trans>CSV files</Trans>}>
      <div className="settings">
        <Segments
          label={t`Written for`}
          options={csvDialects.map((value) => ({ value, label: texts[value] }))}
          value={dialect}
          onChange={(chosen) => {
            setDialect(chosen)
            rememberCsvDialect(chosen)
          }}
        />
        <output className="help">{help[dialect]}</output>
      </div>
    </Card>
  )
}

function Keyboard() {
  const { t } = useLingui()
  const isAllowed = useValue(singleKeys)
  return (
    <Card title={<Trans>Keyboard</Trans>}>
      <div className="settings">
        <Shortcuts />
        <Segments
          label={t`Single keys such as / and ?`}
          options={[
            { value: 'on', label: t`On` },
            { value: 'off', label: t`Off` },
          ]}
          value={isAllowed ? 'on' : 'off'}
          onChange={(chosen) => allowSingleKeys(chosen === 'on')}
        />
        <p className="help">
          <Trans>Turn them off if you speak to your computer, or press them by accident.</Trans>
        </p>
      </div>
    </Card>
  )
}
