import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'

import { transactionTypes } from '#shared/mobilepay/reporting.ts'

import { Button } from '../../ui/button.tsx'
import { Segments, TextField } from '../../ui/fields.tsx'
import { useFormat, useLocaleTag } from '../../ui/format.tsx'
import { readMoneyText, writeMoneyText } from '../../ui/money-field-text.ts'
import { Select } from '../../ui/select.tsx'
import { typeTexts } from '../../ui/transaction-words.tsx'
import type { Changes } from './filters.tsx'
import type { TransactionParams } from './params.ts'

interface MoreFiltersProps {
  readonly params: TransactionParams
  readonly onChange: (changes: Changes) => void
  readonly onClose: () => void
  /** Those that have no room of their own. */
  readonly children: ReactNode
}

const anyType = 'all'

/** Filters that the console applies itself, to everything of the period. */
export function MoreFilters({ params, onChange, onClose, children }: MoreFiltersProps) {
  const { t } = useLingui()
  const { currency } = useFormat()
  const locale = useLocaleTag()
  const written = (minor: number | null) =>
    minor === null ? '' : writeMoneyText({ minor, currency }, locale)
  const [min, setMin] = useState(() => written(params.min))
  const [max, setMax] = useState(() => written(params.max))
  const least = amountOf(min)
  const most = amountOf(max)
  const wrong = t`Write an amount such as 1234,50`
  const isBackwards =
    typeof least === 'number' && typeof most === 'number' && least > most
      ? t`This is less than the amount before it`
      : null

  function amountOf(text: string): number | null | 'wrong' {
    if (text.trim() === '') return null
    const read = readMoneyText(text, currency)
    return 'money' in read ? read.money.minor : 'wrong'
  }
  const apply = () => {
    if (least === 'wrong' || most === 'wrong' || isBackwards !== null) return
    onChange({ min: textOf(least), max: textOf(most) })
    onClose()
  }
  return (
    <form
      className="more-filters"
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      {children}
      <Select
        label={t`Type`}
        options={[
          { value: anyType, label: t`All types` },
          ...transactionTypes.map((type) => ({ value: type, label: t(typeTexts[type]) })),
        ]}
        value={params.type ?? anyType}
        onChange={(type) => onChange({ type: type === anyType ? null : type })}
      />
      <Segments
        label={t`Paid out`}
        options={[
          { value: 'all', label: t`All` },
          { value: 'done', label: t`Yes` },
          { value: 'open', label: t`Not yet` },
        ]}
        value={params.payout ?? 'all'}
        onChange={(payout) => onChange({ payout: payout === 'all' ? null : payout })}
      />
      <div className="more-filters-amounts">
        <TextField
          label={t`Amount from`}
          inputMode="decimal"
          value={min}
          onChange={setMin}
          error={least === 'wrong' ? wrong : null}
        />
        <TextField
          label={t`to`}
          inputMode="decimal"
          value={max}
          onChange={setMax}
          error={most === 'wrong' ? wrong : isBackwards}
        />
      </div>
      <div className="more-filters-end">
        <Button
          look="quiet"
          onPress={() => {
            onChange({ type: null, payout: null, min: null, max: null })
            onClose()
          }}
        >
          <Trans>Clear</Trans>
        </Button>
        <Button type="submit" look="primary">
          <Trans>Show</Trans>
        </Button>
      </div>
    </form>
  )
}

function textOf(minor: number | null): string | null {
  return minor === null ? null : String(minor)
}
