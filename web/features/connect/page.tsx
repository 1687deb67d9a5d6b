import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowRight } from 'lucide-react'
import { use, useState } from 'react'
import { NavigationType, useLocation, useNavigationType, useSearchParams } from 'react-router'

import { startLogin } from '../../api/start-login.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PlaceContext } from '../../ui/place.ts'
import { usePhone } from '../../ui/use-width.ts'
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
  const { products: offered } = use(PlaceContext)
  const [chosen, setScopes] = useState(given.scopes)
  const scopes = chosen.filter((product) => offered.includes(product))
  const [wasSent, setWasSent] = useState(false)
  // Not where there is something to read first, and not where a keyboard would cover the page.
  const isOpened = useNavigationType() === NavigationType.Pop
  const isEmpty = given.number === '' && given.problem === null
  const takesFocus = !usePhone() && isOpened && isEmpty
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
        <VatFields vat={vat} wasSent={wasSent} takesFocus={takesFocus} />
        <ProductFields offered={offered} value={scopes} onChange={setScopes} wasSent={wasSent} />
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
