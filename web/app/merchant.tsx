import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { ConnectedSession } from '#shared/api.ts'

import { paymentPointsQuery } from '../api/reporting.ts'

/** Whose money this is: no API tells a business's name, so its first payment point's stands in. */
export function Merchant({ session }: { session: ConnectedSession }) {
  const points = useQuery({
    ...paymentPointsQuery,
    enabled: session.scopes.includes('transactionreporting'),
  })
  const name = points.data?.find((point) => point.name !== null)?.name
  const { vat } = session.merchant
  return (
    <div className="merchant">
      <span className="merchant-name">{name ?? <Trans>Connected business</Trans>}</span>
      <span className="merchant-vat number">{`${vat.slice(0, 2)} ${vat.slice(2)}`}</span>
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

/** Warns that the money here may not be real; production needs no badge. */
export function EnvironmentBadge({ session }: { session: ConnectedSession }) {
  const { t } = useLingui()
  const text = badges[session.environment]
  return text ? <span className="badge">{t(text)}</span> : null
}
