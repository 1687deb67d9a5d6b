import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'

import type { Country } from '#shared/mobilepay/common.ts'

import { startLogin } from '../../api/start-login.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup, Segments, TextField } from '../../ui/fields.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { productTexts } from '../../ui/products.tsx'
import { Banner } from '../../ui/surface.tsx'
import { readConnectParams } from './connect-params.ts'
import { Notices } from './notices.tsx'
import { readVat, splitCountry } from './vat.ts'

/** Asks which business and which products, then leaves for MobilePay. */
export function ConnectPage() {
  const { t, i18n } = useLingui()
  const [search] = useSearchParams()
  const location = useLocation()
  const [given] = useState(() => readConnectParams(search))
  const [country, setCountry] = useState<Country>(
    given.country ?? (i18n.locale === 'fi' ? 'FI' : 'DK'),
  )
  const [number, setNumber] = useState(given.number)
  const [scopes, setScopes] = useState(given.scopes)
  const [wasSent, setWasSent] = useState(false)

  const read = readVat(number, country)
  const vatTexts = {
    missing: t`Fill in the VAT number.`,
    characters: t`A VAT number has digits only.`,
    length: t`A VAT number has eight digits.`,
  }
  const isExclusive = scopes.includes('subscriptions') || scopes.includes('invoice')
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
          if ('vat' in read && scopes.length > 0) {
            startLogin({ vat: read.vat, scopes, returnTo: given.returnTo })
          }
        }}
      >
        <div className="form-row">
          <Segments
            label={t`Country`}
            options={[
              { value: 'DK', label: t`Denmark` },
              { value: 'FI', label: t`Finland` },
            ]}
            value={country}
            onChange={setCountry}
          />
          <TextField
            label={country === 'DK' ? t`VAT number (CVR)` : t`VAT number (business ID)`}
            name="merchant_vat"
            prefix={country}
            inputMode={country === 'DK' ? 'numeric' : 'text'}
            value={number}
            onChange={(text) => {
              const told = splitCountry(text)
              if (told.country) setCountry(told.country)
              setNumber(told.rest)
            }}
            error={wasSent && 'problem' in read ? vatTexts[read.problem] : null}
            help={
              country === 'DK' ? (
                <Trans>Eight digits, for example 12 34 56 78</Trans>
              ) : (
                <Trans>For example 1234567-8</Trans>
              )
            }
          />
        </div>
        <CheckboxGroup
          label={t`What Connect may do`}
          help={<Trans>MobilePay asks you about each of them. You can change this later.</Trans>}
          options={productTexts.map(({ product, name, unlocks }) => ({
            value: product,
            label: t(name),
            help: t(unlocks),
          }))}
          value={scopes}
          onChange={setScopes}
          error={wasSent && scopes.length === 0 ? t`Choose at least one.` : null}
        />
        {isExclusive ? (
          <Banner tone="warn">
            <p>
              <Trans>
                For Subscriptions and Invoice MobilePay allows one integrator per business. If
                another system handles them today, it loses its access when you agree.
              </Trans>
            </p>
          </Banner>
        ) : null}
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
