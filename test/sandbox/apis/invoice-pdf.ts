import type { Invoice } from '../data/invoices.ts'
import type { World } from '../data/world.ts'
import { decimalText } from './format.ts'
import { type PdfLine, createPdf, row } from './pdf.ts'

const titles = { DK: 'Faktura', FI: 'Lasku' } as const

const pairLines = (pairs: Readonly<Record<string, string | undefined>>): readonly PdfLine[] =>
  Object.entries(pairs).flatMap(([label, value]) => (value ? [{ text: row(label, value) }] : []))

/** An invoice as the customer can keep it. */
export const invoicePdf = (invoice: Invoice, { merchant }: World): Uint8Array<ArrayBuffer> => {
  const { name, address } = invoice.point
  const addressee = [invoice.consumerName, ...(invoice.consumerAddressLines ?? [])]
  return createPdf(titles[merchant.country], [
    { text: name, style: 'bold' },
    { text: address.street },
    { text: `${address.zipCode} ${address.city}` },
    { text: '' },
    ...addressee.flatMap((text) => (text ? [{ text }] : [])),
    { text: '' },
    ...pairLines({
      Nr: invoice.number,
      Ref: invoice.paymentReference,
      Issued: invoice.issueDay,
      Due: invoice.dueDay,
    }),
    { text: '' },
    ...invoice.articles.map(({ description, totalMinor }) => ({
      text: row(description, totalMinor === undefined ? '' : decimalText(totalMinor)),
    })),
    { text: '' },
    ...pairLines({
      VAT: invoice.vatMinor === undefined ? undefined : decimalText(invoice.vatMinor),
    }),
    { text: row(`Total ${merchant.currency}`, decimalText(invoice.totalMinor)), style: 'bold' },
    { text: '' },
    ...(invoice.comment ?? '').split('\n').map((text) => ({ text })),
  ])
}
