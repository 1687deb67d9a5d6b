import { issuerNotFound } from '../data/invoice-problems.ts'
import type { InvoiceProblem } from '../data/invoice-problems.ts'
import type { Article, InvoiceTerms } from '../data/invoices.ts'
import { BadRequestError, type Call } from './call.ts'
import {
  type Members,
  membersOf,
  readDay,
  readMember,
  readMinor,
  readNumber,
  readObjects,
  readStrings,
  readText,
  readUuid,
  required,
} from './read-json.ts'

/** The documentation spells members `DueDate`, the OpenAPI document `dueDate`: MobilePay takes both. */
export const ignoreCase = (members: Members): Members =>
  new Map([...members].map(([name, value]) => [name.toLowerCase(), value]))

const anyAmount = { least: Number.NEGATIVE_INFINITY }
const localNumber = { DK: '+45', FI: '+358' } as const

const readPhoneNumber = ({ world }: Call, members: Members): string | undefined => {
  const alias = readMember(members, 'consumeralias')
  if (alias === undefined) return undefined
  const inner = ignoreCase(alias)
  const number = required(readText(inner, 'alias'), 'consumerAlias.alias').replaceAll(' ', '')
  const type = required(readText(inner, 'aliastype'), 'consumerAlias.aliasType')
  if (type.toLowerCase() !== 'phone') {
    throw new BadRequestError("The field consumerAlias.aliasType must be 'Phone'.")
  }
  const international = number.startsWith('00')
    ? `+${number.slice(2)}`
    : number.replace(/^(?=\d{8}$)/u, localNumber[world.merchant.country])
  if (!/^\+\d{7,15}$/u.test(international)) {
    throw new BadRequestError('The field consumerAlias.alias must be a phone number.')
  }
  return international
}

const readArticles = ({ dialect }: Call, members: Members): readonly Article[] => {
  const articles = readObjects(members, 'invoicearticles') ?? []
  if (articles.length === 0 && dialect.requiredMembers === 'documentation') {
    throw new BadRequestError('At least one article is required.')
  }
  return articles.map(ignoreCase).map((article) => ({
    number: readText(article, 'articlenumber'),
    description: required(readText(article, 'articledescription'), 'articleDescription'),
    unit: readText(article, 'unit'),
    quantity: readNumber(article, 'quantity'),
    pricePerUnit: readNumber(article, 'priceperunit'),
    vatRate: readNumber(article, 'vatrate'),
    vatMinor: readMinor(article, 'totalvatamount', anyAmount),
    totalMinor: readMinor(article, 'totalpriceincludingvat', anyAmount),
  }))
}

const readUrl = (members: Members, name: string): string | undefined => {
  const url = readText(members, name)
  if (url !== undefined && URL.parse(url) === null) {
    throw new BadRequestError(`The field ${name} must be a URL.`)
  }
  return url
}

/** The terms of an invoice; or a problem, where MobilePay has a code for what is wrong with them. */
export type TermsRead =
  | { readonly kind: 'terms'; readonly terms: InvoiceTerms }
  | { readonly kind: 'problem'; readonly problem: InvoiceProblem }

export const readInvoiceTerms = (
  call: Call,
  kind: InvoiceTerms['kind'],
  item: unknown,
): TermsRead => {
  const given = membersOf(item)
  if (given === undefined) throw new BadRequestError('An invoice must be an object.')
  const members = ignoreCase(given)
  const issuerId = required(readUuid(members, 'invoiceissuer'), 'invoiceIssuer')
  const phoneNumber = readPhoneNumber(call, members)
  if (kind === 'direct') required(phoneNumber, 'consumerAlias')
  const number = readText(members, 'invoicenumber')
  const paymentReference = readText(members, 'paymentreference', { longest: 60 })
  if (!number && !paymentReference) {
    throw new BadRequestError('Either invoiceNumber or paymentReference is required.')
  }
  const rest = {
    kind,
    phoneNumber,
    consumerName: readText(members, 'consumername'),
    consumerAddressLines: readStrings(members, 'consumeraddresslines'),
    deliveryAddressLines: readStrings(members, 'deliveryaddresslines'),
    number,
    paymentReference,
    issueDay: readDay(members, 'issuedate'),
    dueDay: required(readDay(members, 'duedate'), 'dueDate'),
    orderDay: readDay(members, 'orderdate'),
    deliveryDay: readDay(members, 'deliverydate'),
    comment: readText(members, 'comment'),
    merchantContactName: readText(members, 'merchantcontactname'),
    merchantOrderNumber: readText(members, 'merchantordernumber'),
    buyerOrderNumber: readText(members, 'buyerordernumber'),
    articles: readArticles(call, members),
    vatMinor: readMinor(members, 'totalvatamount', anyAmount),
    totalMinor: required(readMinor(members, 'totalamount', anyAmount), 'totalAmount'),
    invoiceUrl: readUrl(members, 'invoiceurl'),
    redirectUrl: kind === 'link' ? readUrl(members, 'redirecturl') : undefined,
  }
  const point = call.world.points.find(
    ({ id, product }) => id === issuerId && product === 'Invoice',
  )
  return point === undefined
    ? { kind: 'problem', problem: issuerNotFound }
    : { kind: 'terms', terms: { ...rest, point } }
}
