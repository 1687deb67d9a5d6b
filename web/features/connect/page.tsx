import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'

import { products } from '#shared/scopes.ts'

import { startLogin } from '../../api/start-login.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { readConnectParams } from './connect-params.ts'
import { Notices } from './notices.tsx'
import { ProductFields } from './product-fields.tsx'
import { useVat, VatFields } from './vat-field.tsx'

/** Asks which business and which products, then leaves for MobilePay. */
export function ConnectPage() {
  const { t } = useLingui()
  const [search] = useSearchParams()
  const location = useLocation()
  const [given] = useState(() => readConnectParams(search))
  const vat = useVat(given)
  const [scopes, setScopes] = useState(given.scopes)
  const [wasSent, setWasSent] = useState(false)
  return (
    <>
      <PageHeader title={t`Connect MobilePay`} />
      <p className="lead">
        <Trans>
          You log in at MobilePay, choose your business and say what Connect may do. Then you come
          straight back.
        </Trans>
      </p>
      <Notices problem={given.problem} isDisconnected={hasDisconnected(location.state)} />
      <form
        className="card form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setWasSent(true)
          if ('vat' in vat.read && scopes.length > 0) {
            startLogin({ vat: vat.read.vat, scopes, returnTo: given.returnTo })
          }
        }}
      >
        <VatFields vat={vat} wasSent={wasSent} />
        <ProductFields offered={products} value={scopes} onChange={setScopes} wasSent={wasSent} />
        <Button type="submit" look="primary">
          <Trans>Continue to MobilePay</Trans>
          <ArrowRight size={18} aria-hidden="true" />
        </Button>
        <p className="help">
          <Trans>
            You log in on MobilePay’s own page. Your password is never seen or kept here.
          </Trans>
        </p>
      </form>
    </>
  )
}

function hasDisconnected(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'disconnected' in state
}
