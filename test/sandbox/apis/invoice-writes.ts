import type { InvoiceProblem } from '../data/invoice-problems.ts'
import type { Invoice, InvoiceTerms } from '../data/invoices.ts'
import { isCallable } from '../data/rules.ts'
import type { Authorization } from '../delivery/authorization.ts'
import { BadRequestError, type Call } from './call.ts'
import { invoiceConflict, wrongInvoiceState } from './invoice-errors.ts'
import { findInvoice, forOwnMerchant, invoiceReply } from './invoice-lookups.ts'
import { ignoreCase, readInvoiceTerms } from './invoice-terms.ts'
import { landingUrl } from './landing.ts'
import {
  type Members,
  membersOf,
  readJson,
  readList,
  readObject,
  readText,
  required,
} from './read-json.ts'
import { emptyReply, notFound } from './reply.ts'

type Kind = InvoiceTerms['kind']

const largestBatch = 2000

/** Where whoever gets the link can pay. */
const invoiceLink = (call: Call, { id }: Pick<Invoice, 'id'>): string =>
  landingUrl(call, { flow: 'invoice', id, countryCode: call.world.merchant.country })

const create = (kind: Kind) =>
  forOwnMerchant(async (call) => {
    const read = readInvoiceTerms(call, kind, await readJson(call))
    if (read.kind === 'problem') return invoiceConflict(call, read.problem)
    const { invoiceStates } = call.world
    const problem = invoiceStates.problemOf(read.terms)
    if (problem !== undefined) return invoiceConflict(call, problem)
    const invoice = invoiceStates.create(read.terms)
    const links = [{ rel: 'user-redirect', href: invoiceLink(call, invoice) }]
    return invoiceReply(
      call,
      { invoiceId: invoice.id, ...(kind === 'link' && { links }) },
      call.dialect.invoiceCreated,
    )
  })

const rejection = (item: unknown, errorText: string, errorCode: number | null) => {
  const number = ignoreCase(membersOf(item) ?? new Map()).get('invoicenumber')
  return {
    invoiceNumber: typeof number === 'string' ? number : null,
    errors: [{ errorText, errorCode }],
  }
}

/** What can be told at once of an invoice of a batch; everything else is found out later. */
const receive = (call: Call, kind: Kind, item: unknown): Invoice | InvoiceProblem => {
  const read = readInvoiceTerms(call, kind, item)
  if (read.kind === 'problem') return read.problem
  return call.world.invoiceStates.receive(read.terms, (invoice) => invoiceLink(call, invoice))
}

const createBatch = (kind: Kind) =>
  forOwnMerchant(async (call) => {
    const accepted: unknown[] = []
    const rejected: unknown[] = []
    for (const item of await readList(call, largestBatch)) {
      try {
        const received = receive(call, kind, item)
        if ('code' in received) rejected.push(rejection(item, received.text, received.code))
        else accepted.push({ invoiceNumber: received.number ?? null, invoiceId: received.id })
      } catch (error) {
        if (!(error instanceof BadRequestError)) throw error
        rejected.push(rejection(item, error.message, null))
      }
    }
    return invoiceReply(call, { accepted, rejected }, 202)
  })

export const createDirect = create('direct')
export const createLink = create('link')
export const createDirectBatch = createBatch('direct')
export const createLinkBatch = createBatch('link')

export const cancelInvoice = forOwnMerchant((call) => {
  const invoice = findInvoice(call)
  if (invoice === undefined) return notFound()
  return call.world.invoiceStates.cancel(invoice).ok
    ? emptyReply(204)
    : wrongInvoiceState(call, invoice.status)
})

const readCallbackUrl = ({ world }: Call, members: Members): string => {
  // Of the several ways to spell it, two differ in more than case.
  const text = readText(members, 'callbackurl') ?? readText(members, 'callback_url')
  const url = URL.parse(required(text, 'callbackUrl'))
  if (url === null) throw new BadRequestError('The field callbackUrl must be a URL.')
  if (!isCallable(url, world.rules)) {
    throw new BadRequestError('The field callbackUrl must use https.')
  }
  return url.href
}

const setCallbacks = (read: (members: Members) => Authorization) =>
  forOwnMerchant(async (call) => {
    const members = ignoreCase(await readObject(call))
    const authorization = read(members)
    call.world.invoiceBook.callbackSettings = { url: readCallbackUrl(call, members), authorization }
    return emptyReply(204)
  })

const readRequired = (members: Members, name: string, spelled: string) =>
  required(readText(members, name, { shortest: 1 }), spelled)

export const setInvoiceBasic = setCallbacks((members) => {
  const userName = readRequired(members, 'username', 'username')
  // RFC 7617 section 2: the first colon ends the name.
  if (userName.includes(':')) throw new BadRequestError('The field username has a colon.')
  return { scheme: 'Basic', userName, password: readRequired(members, 'password', 'password') }
})

export const setInvoiceApiKey = setCallbacks((members) => {
  const name = members.has('apikey') ? 'apikey' : 'api_key'
  const key = readRequired(members, name, 'apiKey')
  if (!/^[\u0021-\u007E]+(?: [\u0021-\u007E]+)*$/u.test(key)) {
    throw new BadRequestError('Provided apiKey is not valid and cannot be an Authorization header.')
  }
  return { scheme: 'ApiKey', key }
})
