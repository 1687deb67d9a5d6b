import type { AttachmentDetails } from '../data/attachment.ts'
import type { Payment } from '../data/subscriptions.ts'
import type { World } from '../data/world.ts'
import { type PdfLine, createPdf, row } from './pdf.ts'

const titles = { DK: 'FAKTURA', FI: 'LASKU' } as const

/** Labels as MobilePay prints them. */
const words = {
  DK: { number: 'Fakturanummer', issued: 'Fakturadato', due: 'Betalingsdato', total: 'Total' },
  FI: { number: 'Laskun numero', issued: 'Laskun päivä', due: 'Eräpäivä', total: 'Yhteensä' },
} as const

const amount = (value: number | undefined) => (value === undefined ? '' : value.toFixed(2))

/** The document that MobilePay makes of an attachment's details, more plainly set. */
export const attachmentPdf = (
  details: AttachmentDetails,
  { agreement }: Payment,
  { merchant }: World,
): Uint8Array<ArrayBuffer> => {
  const { name, address } = agreement.provider.point
  const label = words[merchant.country]
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [label.number, details.invoiceNumber],
    [label.issued, details.issueDay],
    [label.due, details.dueDay],
    ['Ref.', details.paymentReference],
  ]
  const lines: readonly PdfLine[] = [
    { text: name, style: 'bold' },
    ...(details.hidesPointAddress
      ? []
      : [{ text: address.street }, { text: `${address.zipCode} ${address.city}` }]),
    { text: `CVR ${merchant.vat.slice(2)}` },
    { text: '' },
    ...[
      details.consumerName,
      ...(details.consumerAddressLines ?? []),
      details.consumerPhoneNumber,
    ].flatMap((text) => (text ? [{ text }] : [])),
    { text: '' },
    ...pairs.flatMap(([name_, value]) => (value ? [{ text: row(name_, value) }] : [])),
    { text: '' },
    ...details.articles.map(({ description, totalIncludingVat }) => ({
      text: row(description, amount(totalIncludingVat)),
    })),
    { text: '' },
    {
      text: row(`${label.total} ${merchant.currency}`, amount(details.total)),
      style: 'bold' as const,
    },
    { text: '' },
    ...(details.comment ?? '').split('\n').map((text) => ({ text })),
  ]
  return createPdf(details.documentTitle ?? titles[merchant.country], lines)
}
