import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { ConnectedSession } from '#shared/api.ts'

import { paymentPointsQuery } from '../api/reporting.ts'
import { isOnThisMachine } from '../ui/on-this-machine.ts'

/**
 * Whose money this is. No API tells a business's name; the name of its payment point stands in,
 * where there is just one: that of a shop among several would be wrong on every page.
 */
export function Merchant({ session }: { session: ConnectedSession }) {
  const points = useQuery({
    ...paymentPointsQuery,
    enabled: session.scopes.includes('transactionreporting'),
  })
  const names = new Set(points.data?.map((point) => point.name))
  const [name] = names.size === 1 ? names : []
  const { vat } = session.merchant
  const number = `${vat.slice(0, 2)} ${vat.slice(2)}`
  return (
    <div className="merchant">
      <span className="merchant-name">
        {name ?? (names.size > 1 ? number : <Trans>Connected business</Trans>)}
      </span>
      <span className="merchant-vat number">
        {names.size > 1 ? (
          <Plural value={names.size} one="# payment point" other="# payment points" />
        ) : (
          number
        )}
      </span>
    </div>
  )
}

const badges: Readonly<Record<ConnectedSession['environment'], MessageDescriptor | null>> = {
  'production-dk': null,
  'production-fi': null,
  'sandbox-dk': msg`Sandbox`,
  'sandbox-fi': msg`Sandbox`,
  custom: msg`Custom setup`,
}

/**
 * Warns that the money here may not be real; production needs no badge, and a developer's own machine
 * no warning.
 */
export function EnvironmentBadge({ session }: { session: ConnectedSession }) {
  const { t } = useLingui()
  if (session.environment === 'custom' && isOnThisMachine())
    return <span className="badge badge-plain">{t`Test`}</span>
  const text = badges[session.environment]
  return text ? <span className="badge">{t(text)}</span> : null
}
