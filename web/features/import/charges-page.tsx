import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { use, useMemo } from 'react'
import { useParams } from 'react-router'

import { useConnection } from '../../api/session.ts'
import { Back } from '../../ui/back.tsx'
import { HomeContext } from '../../ui/format.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { chargesKind, chargesSender } from './charges.ts'
import { Import } from './import-page.tsx'

/** Charges of many agreements from a file. */
export function ChargesImportPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  const { provider = '' } = useParams()
  const home = use(HomeContext)
  const sender = useMemo(() => chargesSender(provider, home), [provider, home])
  return (
    <>
      <Back to={`/subscriptions/${provider}/agreements`}>
        <Trans>Agreements</Trans>
      </Back>
      <PageHeader title={t`Import charges`} />
      {session.scopes.includes('subscriptions') ? (
        <Import
          kind={chargesKind}
          of="charges"
          target={provider}
          sender={sender}
          renderCount={(count) => <Plural value={count} one="# charge" other="# charges" />}
        />
      ) : (
        <div className="card">
          <NoPermission product="subscriptions" />
        </div>
      )}
    </>
  )
}
