import { useLingui } from '@lingui/react/macro'
import { useParams } from 'react-router'
import * as z from 'zod/mini'

import { Agreements } from './agreements.tsx'
import { NotFound, WithSubscriptions } from './shell.tsx'

/** The agreements of one provider. */
export function AgreementsPage() {
  const { t } = useLingui()
  const { provider = '' } = useParams()
  return (
    <WithSubscriptions title={t`Agreements`}>
      {z.safeParse(z.guid(), provider).success ? (
        <Agreements key={provider} provider={provider} isOnly={false} />
      ) : (
        <NotFound backTo="/subscriptions" />
      )}
    </WithSubscriptions>
  )
}
