import { Trans } from '@lingui/react/macro'

import type { Money } from '#shared/money.ts'

import { Amount, useLocaleTag } from './format.tsx'
import { usePhone } from './use-width.ts'

interface LineTableProps {
  readonly lines: readonly {
    readonly number: string | null
    readonly description: string
    readonly quantity: string | null
    /** With VAT. */
    readonly total: Money | null
  }[]
  readonly total: Money
  /** What of the total is VAT; null where that is not told. */
  readonly vat: Money | null
}

/** Writes quantities, which may have many decimals, in the language of the page. */
export function useDecimals(): Intl.NumberFormat {
  return new Intl.NumberFormat(useLocaleTag(), { maximumFractionDigits: 6 })
}

/** The lines of an invoice as MobilePay has them, and what they come to. */
export function LineTable({ lines, total, vat }: LineTableProps) {
  const isPhone = usePhone()
  return (
    <table className="table table-inset">
      <caption className="hidden">
        <Trans>Lines of the invoice</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <Trans>What</Trans>
          </th>
          {isPhone ? null : (
            <th scope="col" className="end">
              <Trans>Quantity</Trans>
            </th>
          )}
          <th scope="col" className="end">
            <Trans>Amount</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ number, description, quantity, total: amount }, index) => (
          <tr key={index} className="row">
            <th scope="row">
              {description}
              {number === null ? null : <span className="muted"> {number}</span>}
              {isPhone && quantity !== null ? (
                <span className="muted number"> × {quantity}</span>
              ) : null}
            </th>
            {isPhone ? null : <td className="end number">{quantity}</td>}
            <td className="end">{amount && <Amount money={amount} />}</td>
          </tr>
        ))}
        <tr className="row">
          <th scope="row" colSpan={isPhone ? 1 : 2}>
            <Trans>Total</Trans>
            {vat === null ? null : (
              <span className="muted">
                {' '}
                <Trans>
                  of which VAT <Amount money={vat} />
                </Trans>
              </span>
            )}
          </th>
          <td className="end">
            <b>
              <Amount money={total} />
            </b>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
