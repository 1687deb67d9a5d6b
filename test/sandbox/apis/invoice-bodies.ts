import type { ConsentState, DirectInvoiceConsent, Invoice } from '../data/invoices.ts'
import type { Point } from '../data/point.ts'
import type { World } from '../data/world.ts'
import type { Dialect } from './dialect.ts'
import { decimal, utcMidnight, utcSecond } from './format.ts'

/** The numbers are documented without their names; these are in the order in which the states come about. */
const stateNumbers = { Pending: 1, Granted: 2, Denied: 3 } satisfies Record<ConsentState, number>

/** The first of the two documented numbers, which mean nothing we know of. */
const urlType = 0

const pascalCase = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** The same body with its members spelled the way of the dialect. Written in camelCase here. */
export const named = (body: unknown, names: Dialect['invoiceNames']): unknown => {
  if (names === 'camelCase' || typeof body !== 'object' || body === null) return body
  if (Array.isArray(body)) return body.map((item: unknown) => named(item, names))
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      pascalCase(name),
      named(value, names),
    ]),
  )
}

export const issuerBody = ({ id, name, state, address }: Point) => ({
  id,
  name,
  accountType: 'Account',
  status: state === 'active' ? 'enabled' : 'pending',
  address: address.street,
  city: address.city,
  zipCode: address.zipCode,
})

export const invoiceBody = (invoice: Invoice, { merchant }: World) => ({
  invoiceId: invoice.id,
  invoiceNumber: invoice.number,
  issueDate: utcMidnight(invoice.issueDay),
  dueDate: utcMidnight(invoice.dueDay),
  paymentDate: invoice.paymentDay === undefined ? null : utcMidnight(invoice.paymentDay),
  comment: invoice.comment,
  invoiceArticles: invoice.articles.map((article) => ({
    articleNumber: article.number,
    articleDescription: article.description,
    totalPriceIncludingVat: decimal(article.totalMinor),
    quantity: article.quantityThousandths / 1000,
    pricePerUnit: decimal(article.unitPriceMinor),
  })),
  currencyCode: merchant.currency,
  totalAmount: decimal(invoice.totalMinor),
  invoiceVatTotals: [{ vatRate: invoice.vatPercent, totalVatAmount: decimal(invoice.vatMinor) }],
  totalVatAmount: decimal(invoice.vatMinor),
  totalAmountExcludingVat: decimal(invoice.totalMinor - invoice.vatMinor),
  merchantId: merchant.id,
  invoiceIssuerId: invoice.point.id,
  invoiceIssuerName: invoice.point.name,
  invoiceIssuerAddress: invoice.point.address.street,
  invoiceIssuerZipcode: invoice.point.address.zipCode,
  invoiceIssuerCity: invoice.point.address.city,
  merchantIsoCountryCode: merchant.country,
  logoUrl: null,
  status: invoice.status,
  invoiceUrl: invoice.invoiceUrl,
  urlType,
  paymentTransactionId: invoice.transactionId ?? null,
  paymentReference: null,
})

/** The phone number only becomes known by being granted. */
export const consentBody = (
  { id, invoice, state, grantedAt }: DirectInvoiceConsent,
  { consentState }: Dialect,
) => ({
  consentId: id,
  invoiceId: invoice.id,
  phoneNumber: state === 'Granted' ? invoice.phoneNumber : null,
  state: consentState === 'name' ? state : stateNumbers[state],
  grantedOn: grantedAt === undefined ? null : utcSecond(grantedAt),
})
