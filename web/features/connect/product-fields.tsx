import { Trans, useLingui } from '@lingui/react/macro'

import type { Product } from '#shared/scopes.ts'

import { CheckboxGroup } from '../../ui/fields.tsx'
import { productTexts } from '../../ui/products.tsx'
import { Banner } from '../../ui/surface.tsx'

interface ProductFieldsProps {
  /** Which can be chosen at all. */
  readonly offered: readonly Product[]
  readonly value: readonly Product[]
  readonly onChange: (value: readonly Product[]) => void
  readonly wasSent: boolean
}

/** What the merchant allows, and what that may cost another integrator. */
export function ProductFields({ offered, value, onChange, wasSent }: ProductFieldsProps) {
  const { t } = useLingui()
  const isExclusive = value.includes('subscriptions') || value.includes('invoice')
  return (
    <>
      <CheckboxGroup
        label={t`What Connect may do`}
        help={<Trans>MobilePay asks you about each of them. You can change this later.</Trans>}
        options={productTexts
          .filter(({ product }) => offered.includes(product))
          .map(({ product, name, unlocks }) => ({
            value: product,
            label: t(name),
            help: t(unlocks),
          }))}
        value={value}
        onChange={onChange}
        error={wasSent && value.length === 0 ? t`Choose at least one.` : null}
      />
      {isExclusive ? (
        <Banner tone="warn">
          <p>
            <Trans>
              For Subscriptions and Invoice MobilePay allows one integrator per business. If another
              system handles them today, it loses its access when you agree.
            </Trans>
          </p>
        </Banner>
      ) : null}
    </>
  )
}
