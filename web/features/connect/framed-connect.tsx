import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'

import type { Product } from '#shared/scopes.ts'

import { PageHeader } from '../../ui/page-header.tsx'
import { Banner, Facts } from '../../ui/surface.tsx'
import type { Desk } from './desk.ts'
import { LoginSteps } from './login-steps.tsx'
import { ProductFields } from './product-fields.tsx'
import { usePrepared } from './use-prepared.ts'
import { useVat, VatFields } from './vat-field.tsx'

interface FramedConnectProps {
  readonly desk: Desk
  readonly portal: string
  readonly about: {
    /** The merchant that its page is about. */
    readonly vat: string | null
    /** The only ones that may connect there; null: any. */
    readonly vats: readonly string[] | null
    readonly scopes: readonly Product[]
  }
  /** Why there is no connection, as far as that is worth saying. */
  readonly notice: ReactNode
}

/** Asks what is not known yet, and connects without leaving the portal's page. */
export function FramedConnect({ desk, portal, about, notice }: FramedConnectProps) {
  const { t, i18n } = useLingui()
  const { scopes: offered, vats } = about
  const typed = useVat({ country: null, number: '' })
  const [chosen, setScopes] = useState(offered)
  const [wasSent, setWasSent] = useState(false)
  const [only] = vats?.length === 1 ? vats : []
  const fixed = about.vat ?? only ?? null
  const written = 'vat' in typed.read ? typed.read.vat : null
  const vat = fixed ?? written
  const isLeftOut = vat !== null && vats !== null && !vats.includes(vat)
  const request =
    vat === null || isLeftOut || chosen.length === 0
      ? undefined
      : { vat, scopes: chosen, locale: i18n.locale }
  usePrepared(desk, request)
  return (
    <>
      <PageHeader title={t`Connect MobilePay`} />
      <p className="lead">
        <Trans>
          You log in at MobilePay in another window and say what Connect may do. Then you go on
          here.
        </Trans>
      </p>
      {notice}
      <div className="card form">
        <LoginSteps
          desk={desk}
          portal={portal}
          request={request}
          onIncomplete={() => setWasSent(true)}
        >
          {fixed === null ? (
            <VatFields vat={typed} wasSent={wasSent} />
          ) : (
            <Facts
              items={[
                {
                  id: 'vat',
                  name: <Trans>VAT number</Trans>,
                  value: <span className="number">{fixed}</span>,
                },
              ]}
            />
          )}
          {isLeftOut && (fixed !== null || wasSent) ? (
            <Banner tone="bad" live>
              <p>
                <Trans>
                  {portal} cannot connect this business here. Check the VAT number, or ask {portal}.
                </Trans>
              </p>
            </Banner>
          ) : null}
          <ProductFields offered={offered} value={chosen} onChange={setScopes} wasSent={wasSent} />
        </LoginSteps>
      </div>
    </>
  )
}
