import { msg } from '@lingui/core/macro'

import { addDays } from '#shared/dates.ts'
import type { InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'

import { ApiError } from '../../api/errors.ts'
import { createInvoice, createInvoices, readInvoiceStatus } from '../../api/invoices.ts'
import { amountCell, dayCell, phoneCell, textCell } from './cells.ts'
import type { Outcome, Sender } from './job.ts'
import { createChecks, type Field, type Kind } from './kind.ts'

// MobilePay docs, invoice: the largest invoice, in øre and cents.
const largestMinor = { DKK: 30_000_000, EUR: 200_000 } as const
const latestDays = 400

const fields: readonly Field[] = [
  {
    id: 'amount',
    name: msg`Amount`,
    isRequired: true,
    headers: /^(?!.*(?:vat|moms|alv)).*(?:amount|total|beløb|summa|määrä)/i,
  },
  { id: 'due', name: msg`Due date`, isRequired: true, headers: /due|forfald|eräpäivä/i },
  {
    id: 'number',
    name: msg`Invoice number`,
    isRequired: true,
    headers: /invoice.*(?:no|number|id)|faktura(?:nr|nummer)|lasku.*n(?:ro|umero)/i,
  },
  {
    id: 'description',
    name: msg`What it is for`,
    isRequired: true,
    headers: /description|text|tekst|beskrivelse|kuvaus|selite/i,
  },
  {
    id: 'name',
    name: msg`Customer`,
    isRequired: false,
    headers: /name|customer|navn|kunde|nimi|asiakas/i,
  },
  { id: 'vat', name: msg`VAT included`, isRequired: false, headers: /vat|moms|alv/i },
  {
    id: 'issued',
    name: msg`Invoice date`,
    isRequired: false,
    headers: /invoice.*date|fakturadato|laskun päivä/i,
  },
  {
    id: 'reference',
    name: msg`Payment reference`,
    isRequired: false,
    headers: /reference|betalings-?id|viite/i,
  },
]

const phone = (isRequired: boolean): Field => ({
  id: 'phone',
  name: msg`Phone number`,
  isRequired,
  headers: /phone|mobil|telefon|puhelin|gsm/i,
})

/** Invoices that MobilePay shows to a phone number, or invoices by link. */
export function invoicesKind(kind: 'direct' | 'link'): Kind<InvoiceRequest> {
  const isDirect = kind === 'direct'
  return {
    fields: [phone(isDirect), ...fields],
    read(cells, { currency, decimals, today, target }) {
      const { need, allow, refuse, problems } = createChecks()
      const text = (field: string) => cells[field] ?? ''
      const number = phoneCell(text('phone'), currency === 'EUR' ? '+358' : '+45')
      const phoneNumber = isDirect ? need('phone', number) : allow('phone', number)
      const total = need('amount', amountCell(text('amount'), decimals, currency))
      const dueDay = need('due', dayCell(text('due')))
      const own = need('number', textCell(text('number'), 60))
      const description = need('description', textCell(text('description'), 255))
      const consumerName = allow('name', textCell(text('name'), 255))
      const vat = allow('vat', amountCell(text('vat'), decimals, currency))
      const issueDay = allow('issued', dayCell(text('issued')))
      const paymentReference = allow('reference', textCell(text('reference'), 60))
      if (total && total.minor > largestMinor[currency]) refuse('amount', 'too_large')
      if (total && vat && vat.minor >= total.minor) refuse('vat', 'too_large')
      if (dueDay && dueDay < today) refuse('due', 'too_early')
      if (dueDay && dueDay > addDays(today, latestDays)) refuse('due', 'too_late')
      if (issueDay && issueDay > today) refuse('issued', 'too_late')
      const isWhole =
        phoneNumber !== undefined &&
        total !== undefined &&
        dueDay !== undefined &&
        own !== undefined &&
        description !== undefined &&
        consumerName !== undefined &&
        vat !== undefined &&
        issueDay !== undefined &&
        paymentReference !== undefined
      if (!isWhole || Object.keys(problems).length > 0) return { problems }
      return {
        value: {
          issuerId: target,
          phoneNumber,
          total,
          vat,
          issueDay,
          dueDay,
          number: own,
          paymentReference,
          consumerName,
          comment: null,
          invoiceUrl: null,
          redirectUrl: null,
          articles: [
            {
              number: null,
              description,
              quantity: 1,
              unit: null,
              pricePerUnit: null,
              vatRate: null,
              vat,
              total,
              reduction: null,
            },
          ],
        },
      }
    },
    amountOf: ({ total }) => total,
    keyField: 'number',
    keyOf: ({ number }) => number ?? '',
  }
}

// MobilePay takes 2000. Fewer at a time lose less when a call is lost, and show how far it is.
const batchSize = 250

// MobilePay docs, invoice: the same invoice exists already, direct and by link.
const exists = new Set(['10104', '10301'])

/** Sends invoices of a merchant: direct ones by the batch, links one by one, as only that tells them. */
export function invoicesSender(merchant: string, kind: 'direct' | 'link'): Sender<InvoiceRequest> {
  // An exact duplicate is refused, so to send again is to look up.
  const settle = async (row: InvoiceRequest): Promise<Outcome> => {
    try {
      return { state: 'done', ...(await createInvoice(merchant, kind, row)) }
    } catch (error) {
      if (!(error instanceof ApiError) || !exists.has(error.reason ?? '')) throw error
      return { state: 'done', id: null, href: null }
    }
  }
  const sendBatch = async (rows: readonly InvoiceRequest[]) => {
    const { accepted, rejected } = await createInvoices(merchant, rows)
    return rows.map(({ number }): Outcome | undefined => {
      const good = accepted.find((one) => one.number === number)
      if (good) return { state: 'taken', id: good.id }
      const [error] = rejected.find((one) => one.number === number)?.errors ?? []
      if (!error) return undefined
      return exists.has(error.code ?? '')
        ? { state: 'done', id: null, href: null }
        : { state: 'refused', reason: error.text, code: error.code }
    })
  }
  return {
    batchSize: kind === 'direct' ? batchSize : 1,
    atOnce: 4,
    send: kind === 'direct' ? sendBatch : (rows) => Promise.all(rows.map(settle)),
    settle,
    async check(row, id) {
      const status = await readInvoiceStatus(merchant, id)
      // Why is told by callbacks alone; but sent by itself MobilePay says it at once.
      if (status === 'invalid') return settle(row)
      return status === null ? { state: 'taken', id } : { state: 'done', id, href: null }
    },
  }
}
