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

const issuerStatus = ({ id, state }: Point, { invoiceBook }: World) => {
  if (state !== 'active') return 'pending'
  return invoiceBook.disabledIssuers.has(id) ? 'disabled' : 'enabled'
}

export const issuerBody = (point: Point, world: World) => ({
  id: point.id,
  name: point.name,
  accountType: 'Account',
  status: issuerStatus(point, world),
  address: point.address.street,
  city: point.address.city,
  zipCode: point.address.zipCode,
})

const optionalDecimal = (amountMinor: number | undefined) =>
  amountMinor === undefined ? null : decimal(amountMinor)

const optionalMidnight = (day: string | undefined) => (day === undefined ? null : utcMidnight(day))

/** The VAT of the articles, by rate. */
const vatTotals = ({ articles }: Invoice) =>
  [...Map.groupBy(articles, ({ vatRate }) => vatRate)].flatMap(([vatRate, group]) =>
    vatRate === undefined
      ? []
      : [
          {
            vatRate,
            totalVatAmount: decimal(group.reduce((sum, { vatMinor = 0 }) => sum + vatMinor, 0)),
          },
        ],
  )

export const invoiceBody = (invoice: Invoice, { merchant }: World) => ({
  invoiceId: invoice.id,
  invoiceNumber: invoice.number ?? null,
  issueDate: optionalMidnight(invoice.issueDay),
  dueDate: utcMidnight(invoice.dueDay),
  paymentDate: optionalMidnight(invoice.paymentDay),
  comment: invoice.comment ?? null,
  invoiceArticles: invoice.articles.map((article) => ({
    articleNumber: article.number ?? null,
    articleDescription: article.description,
    totalPriceIncludingVat: optionalDecimal(article.totalMinor),
    quantity: article.quantity ?? null,
    pricePerUnit: article.pricePerUnit ?? null,
  })),
  currencyCode: merchant.currency,
  totalAmount: decimal(invoice.totalMinor),
  invoiceVatTotals: vatTotals(invoice),
  totalVatAmount: optionalDecimal(invoice.vatMinor),
  totalAmountExcludingVat:
    invoice.vatMinor === undefined ? null : decimal(invoice.totalMinor - invoice.vatMinor),
  merchantId: merchant.id,
  invoiceIssuerId: invoice.point.id,
  invoiceIssuerName: invoice.point.name,
  invoiceIssuerAddress: invoice.point.address.street,
  invoiceIssuerZipcode: invoice.point.address.zipCode,
  invoiceIssuerCity: invoice.point.address.city,
  merchantIsoCountryCode: merchant.country,
  logoUrl: null,
  status: invoice.status,
  invoiceUrl: invoice.invoiceUrl ?? null,
  urlType,
  paymentTransactionId: invoice.transactionId ?? null,
  paymentReference: invoice.paymentReference ?? null,
})

/** There are no pictures here. */
export const issuerLogo = ''

/** 0 is a card, one supposes: the other number would be an account. */
const cardSource = 0

/** What a customer's receipt says beyond what it must. */
export const receiptDetails = (invoice: Invoice, world: World) => {
  const details = invoiceBody(invoice, world)
  const { transactionId } = invoice
  return {
    paymentSourceType: cardSource,
    ...(transactionId !== undefined && {
      transactionDetails: { transactionId, transactionType: 'Payment' },
    }),
    invoiceUrl: details.invoiceUrl,
    urlType: details.urlType,
    invoiceNumber: details.invoiceNumber,
    issueDate: details.issueDate,
    dueDate: details.dueDate,
    comment: details.comment,
    invoiceArticles: details.invoiceArticles,
    invoiceVatTotals: details.invoiceVatTotals,
    currencyCode: details.currencyCode,
    totalAmountExcludingVat: details.totalAmountExcludingVat,
    totalVatAmount: details.totalVatAmount,
    merchantId: details.merchantId,
    invoiceIssuerId: details.invoiceIssuerId,
    invoiceIssuerAddress: details.invoiceIssuerAddress,
    invoiceIssuerZipcode: details.invoiceIssuerZipcode,
    invoiceIssuerCity: details.invoiceIssuerCity,
    merchantIsoCountryCode: details.merchantIsoCountryCode,
    merchantVatNumber: world.merchant.vat.slice(2),
  }
}

/** The phone number only becomes known by being granted. */
export const consentBody = (
  { id, invoice, state, phoneNumber, grantedAt }: DirectInvoiceConsent,
  { consentState }: Dialect,
) => ({
  consentId: id,
  invoiceId: invoice.id,
  phoneNumber: phoneNumber ?? null,
  state: consentState === 'name' ? state : stateNumbers[state],
  grantedOn: grantedAt === undefined ? null : utcSecond(grantedAt),
})
