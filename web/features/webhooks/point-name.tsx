import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { paymentPointsQuery } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'

/** The payment point of a webhook by its name, where Reporting may be asked for it. */
export function PointName({ id }: { id: string | null }) {
  const { session } = useConnection()
  const { data: points = [] } = useQuery({
    ...paymentPointsQuery,
    enabled: id !== null && session.scopes.includes('transactionreporting'),
  })
  if (id === null) return <Trans>All payment points</Trans>
  return <span className="id-text">{points.find((point) => point.id === id)?.name ?? id}</span>
}
