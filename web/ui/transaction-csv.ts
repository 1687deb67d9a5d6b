import { useLingui } from '@lingui/react/macro'

import type { Instant } from '#shared/dates.ts'
import type { Page, PageRequest, Transaction } from '#shared/mobilepay/reporting.ts'

import type { CsvFile, CsvPage } from './csv-export.ts'
import type { Cell } from './csv.ts'
import { typeTexts } from './transaction-words.tsx'

interface TransactionsFile {
  readonly name: string
  readonly holds: CsvFile['holds']
  /** The point that all of them are of; MobilePay does not say it of one. */
  readonly point: string | null
  /** Reads a page of the oldest first: what is added meanwhile comes after them. */
  readonly read: (page: PageRequest, signal: AbortSignal) => Promise<Page<Transaction>>
  /** What it reads lies between these, for knowing how far it is. */
  readonly span: { readonly start: Instant; readonly end: Instant }
  readonly isWanted?: (transaction: Transaction) => boolean
}

/** A function that makes transactions into a file, with the heads and words of the language. */
export function useTransactionsFile(): (wish: TransactionsFile) => CsvFile {
  const { t, i18n } = useLingui()
  const columns: readonly {
    readonly id: string
    readonly header: string
    readonly cell: (transaction: Transaction, point: string | null) => Cell
  }[] = [
    { id: 'time', header: t`Time`, cell: ({ at }) => ({ at }) },
    {
      id: 'type',
      header: t`Type`,
      cell: ({ type }) => ({ word: type === null ? t`Other` : i18n._(typeTexts[type]) }),
    },
    { id: 'amount', header: t`Amount`, cell: ({ amount }) => ({ money: amount }) },
    { id: 'currency', header: t`Currency`, cell: ({ amount }) => ({ word: amount.currency }) },
    { id: 'reference', header: t`Reference`, cell: ({ reference }) => ({ id: reference }) },
    { id: 'message', header: t`Message`, cell: ({ message }) => ({ text: message }) },
    { id: 'payment_point', header: t`Payment point`, cell: (_, point) => ({ text: point }) },
    {
      id: 'payout_reference',
      header: t`Payout reference`,
      cell: ({ transferReference }) => ({ id: transferReference }),
    },
    {
      id: 'payout_date',
      header: t`Payout date`,
      cell: ({ transferDay }) => ({ day: transferDay }),
    },
    { id: 'payment_id', header: t`Payment ID`, cell: ({ paymentId }) => ({ id: paymentId }) },
    { id: 'refund_id', header: t`Refund ID`, cell: ({ refundId }) => ({ id: refundId }) },
    {
      id: 'agreement_id',
      header: t`Agreement ID`,
      cell: ({ agreementId }) => ({ id: agreementId }),
    },
    {
      id: 'agreement_external_id',
      header: t`Agreement, your ID`,
      cell: ({ agreementExternalId }) => ({ id: agreementExternalId }),
    },
    { id: 'customer', header: t`Customer`, cell: ({ userName }) => ({ text: userName }) },
    {
      id: 'phone',
      header: t`Phone number`,
      cell: ({ userPhoneNumber }) => ({ text: userPhoneNumber }),
    },
    { id: 'membership', header: t`Membership`, cell: ({ loyaltyId }) => ({ id: loyaltyId }) },
    {
      id: 'myshop_number',
      header: t`MyShop number`,
      cell: ({ myShopNumber }) => ({ id: myShopNumber }),
    },
    {
      id: 'payment_label',
      header: t`Payment label`,
      cell: ({ paymentLabel }) => ({ text: paymentLabel }),
    },
    { id: 'brand', header: t`Brand`, cell: ({ brandName }) => ({ text: brandName }) },
    { id: 'location_id', header: t`Location ID`, cell: ({ locationId }) => ({ id: locationId }) },
    { id: 'pos', header: t`Point of sale`, cell: ({ posName }) => ({ text: posName }) },
  ]
  return ({ name, holds, point, read, span, isWanted = () => true }) => ({
    name,
    holds,
    columns,
    async read(number, signal): Promise<CsvPage> {
      const page = await read({ number, size: 1000, direction: 'asc' }, signal)
      const last = page.items.at(-1)?.at ?? span.end
      const rows = page.items
        .filter(isWanted)
        .map((transaction) => columns.map(({ cell }) => cell(transaction, point)))
      const whole = Math.max(1, Math.min(span.end, Date.now()) - span.start)
      return { rows, next: page.nextPage, progress: (last - span.start) / whole }
    },
  })
}
