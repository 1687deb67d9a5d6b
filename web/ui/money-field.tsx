import { Trans } from '@lingui/react/macro'
import { use } from 'react'
import type { FieldValues } from 'react-hook-form'

import { TextField } from './fields.tsx'
import { type FieldOf, useField } from './form-fields.tsx'
import { HomeContext, useLocaleTag } from './format.tsx'
import { readMoneyText, writeMoneyText } from './money-field-text.ts'

/** An amount of the merchant's currency, as text; `useRules().money` makes it exact. */
export function MoneyField<I extends FieldValues>({
  control,
  name,
  label,
  ...rest
}: FieldOf<I, string>) {
  const { currency } = use(HomeContext)
  const locale = useLocaleTag()
  const { field, id, isLocked, error } = useField<I, string>(control, name)
  const text: string = field.value
  const unit = currency === 'EUR' ? '€' : locale === 'da-DK' ? 'kr.' : 'DKK'
  return (
    <TextField
      {...rest}
      label={
        <>
          {label}{' '}
          <span className="hidden">
            <Trans>in {currency}</Trans>
          </span>
        </>
      }
      prefix={unit}
      inputMode="decimal"
      id={id}
      name={name}
      value={text}
      onChange={field.onChange}
      onBlur={() => {
        // Shows what it was taken for: `1234,5` becomes `1.234,50`.
        const read = readMoneyText(text, currency)
        if ('money' in read && !isLocked) field.onChange(writeMoneyText(read.money, locale))
        field.onBlur()
      }}
      inputRef={field.ref}
      isReadOnly={isLocked}
      error={error}
    />
  )
}
