import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'

import type { Country } from '#shared/mobilepay/common.ts'

import { Segments, TextField } from '../../ui/fields.tsx'
import { readVat, splitCountry } from './vat.ts'

interface Given {
  readonly country: Country | null
  readonly number: string
}

/** What stands in the two fields of a business, and what that says. */
export function useVat(given: Given) {
  const { i18n } = useLingui()
  const [country, setCountry] = useState<Country>(
    given.country ?? (i18n.locale === 'fi' ? 'FI' : 'DK'),
  )
  const [number, setNumber] = useState(given.number)
  return { country, setCountry, number, setNumber, read: readVat(number, country) }
}

/** Country and number of a business. What is wrong is said once the form `wasSent`. */
export function VatFields({
  vat: { country, setCountry, number, setNumber, read },
  wasSent,
  takesFocus = false,
}: {
  vat: ReturnType<typeof useVat>
  wasSent: boolean
  takesFocus?: boolean
}) {
  const { t } = useLingui()
  const problems = {
    missing: t`Fill in the VAT number.`,
    characters: t`A VAT number has digits only.`,
    length: t`A VAT number has eight digits.`,
  }
  return (
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
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- where the page is nothing but this form
        autoFocus={takesFocus}
        onChange={(text) => {
          const told = splitCountry(text)
          if (told.country) setCountry(told.country)
          setNumber(told.rest)
        }}
        error={wasSent && 'problem' in read ? problems[read.problem] : null}
        help={
          country === 'DK' ? (
            <Trans>Eight digits, for example 12 34 56 78</Trans>
          ) : (
            <Trans>For example 1234567-8</Trans>
          )
        }
      />
    </div>
  )
}
