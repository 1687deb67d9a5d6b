import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Keyboard, PlugZap, RotateCw, Settings } from 'lucide-react'
import { type ReactNode, use } from 'react'
import { useNavigate } from 'react-router'

import { providersQuery } from '../../api/subscriptions.ts'
import { GrantsContext } from '../../ui/grants.ts'
import { PlaceContext } from '../../ui/place.ts'
import { CuresContext } from '../../ui/problem.ts'
import { sectionsOf } from '../sections.ts'
import { readNumber } from './numbers.ts'

export interface Entry {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  readonly run: () => void
}

const icon = { size: 16, 'aria-hidden': true } as const

/** What the palette offers for a text: what it may be the number of, pages, and acts. */
export function useEntries(text: string, onHelp: () => void): readonly Entry[] {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const granted = use(GrantsContext)
  const { products } = use(PlaceContext)
  const { reconnect } = use(CuresContext)
  const sections = sectionsOf(products)
  const numbers = readNumber(text)
  const isAgreement = numbers.some(({ kind }) => kind === 'agreement')
  const providers = useQuery({
    ...providersQuery,
    enabled: isAgreement && granted.includes('subscriptions'),
  })

  const open = (to: string) => () => void navigate(to)
  const names = { payment: t`Open payment`, payout: t`Open payout`, invoice: t`Open invoice` }
  const found = numbers.flatMap((number): readonly Entry[] => {
    if (number.kind === 'agreement') {
      return (providers.data ?? []).map(({ id, name }) => ({
        id: `agreement/${id}`,
        label: `${t`Open agreement`} · ${name ?? id}`,
        icon: <ExternalLink {...icon} />,
        run: open(`/subscriptions/${id}/agreements/${number.id}`),
      }))
    }
    const { kind, to } = number
    // Only where there is such a page here.
    if (!sections.some(({ path }) => to.startsWith(path))) return []
    return [{ id: kind, label: names[kind], icon: <ExternalLink {...icon} />, run: open(to) }]
  })

  const pages = sections.map(({ path, name, icon: Icon }) => ({
    id: path,
    label: t(name),
    icon: <Icon {...icon} />,
    run: open(path),
  }))
  const acts: readonly Entry[] = [
    { id: '/settings', label: t`Settings`, icon: <Settings {...icon} />, run: open('/settings') },
    {
      id: 'refresh',
      label: t`Refresh this page`,
      icon: <RotateCw {...icon} />,
      run: () => void client.invalidateQueries(),
    },
    {
      id: 'reconnect',
      label: t`Reconnect to MobilePay`,
      icon: <PlugZap {...icon} />,
      run: reconnect,
    },
    { id: 'help', label: t`Keyboard shortcuts`, icon: <Keyboard {...icon} />, run: onHelp },
  ]
  const wanted = text.trim().toLocaleLowerCase(i18n.locale)
  const named = [...pages, ...acts].filter(({ label }) =>
    label.toLocaleLowerCase(i18n.locale).includes(wanted),
  )
  return [...found, ...named]
}
