import { msg } from '@lingui/core/macro'

import { addDays } from '#shared/dates.ts'
import type { ChargeRequest, ChargeStatus } from '#shared/mobilepay/charges.ts'

import { type Home, readCharges, requestCharges } from '../../api/subscriptions.ts'
import { amountCell, countCell, dayCell, idCell, textCell } from './cells.ts'
import type { Outcome, Sender } from './job.ts'
import { createChecks, type Kind } from './kind.ts'

// MobilePay docs, subscriptions: the largest recurring payment, in øre and cents.
const largestMinor = { DKK: 30_000_000, EUR: 200_000 } as const
const latestDays = 126

/** Charges of agreements. */
export const chargesKind: Kind<ChargeRequest> = {
  fields: [
    {
      id: 'agreement',
      name: msg`Agreement ID`,
      isRequired: true,
      headers: /agreement.*id|aftale.*(?:id|nr)|sopimus.*(?:id|tunnus)|^agreement$|^aftale$/i,
    },
    {
      id: 'amount',
      name: msg`Amount`,
      isRequired: true,
      headers: /amount|beløb|summa|määrä/i,
    },
    {
      id: 'due',
      name: msg`Due date`,
      isRequired: true,
      headers: /due|forfald|eräpäivä|betalingsdato/i,
    },
    {
      id: 'externalId',
      name: msg`Your ID`,
      isRequired: true,
      headers: /external|your.*id|reference|ordre|viite|eget/i,
    },
    {
      id: 'description',
      name: msg`Description`,
      isRequired: true,
      headers: /description|text|tekst|beskrivelse|kuvaus|selite/i,
    },
    {
      id: 'grace',
      name: msg`Days of grace`,
      isRequired: false,
      headers: /grace|henstand|armo/i,
    },
  ],
  read(cells, { currency, decimals, today }) {
    const { need, allow, refuse, problems } = createChecks()
    const agreementId = need('agreement', idCell(cells['agreement'] ?? ''))
    const amount = need('amount', amountCell(cells['amount'] ?? '', decimals, currency))
    const dueDay = need('due', dayCell(cells['due'] ?? ''))
    const externalId = need('externalId', textCell(cells['externalId'] ?? '', 64))
    const description = need('description', textCell(cells['description'] ?? '', 60))
    const graceDays = allow('grace', countCell(cells['grace'] ?? '', 1, 3))
    if (amount && amount.minor > largestMinor[currency]) refuse('amount', 'too_large')
    if (dueDay && dueDay <= today) refuse('due', 'too_early')
    if (dueDay && dueDay > addDays(today, latestDays)) refuse('due', 'too_late')
    const isWhole =
      agreementId !== undefined &&
      amount !== undefined &&
      dueDay !== undefined &&
      externalId !== undefined &&
      description !== undefined &&
      graceDays !== undefined
    return isWhole && Object.keys(problems).length === 0
      ? { value: { agreementId, amount, dueDay, externalId, description, graceDays } }
      : { problems }
  },
  amountOf: ({ amount }) => amount,
  // MobilePay docs, subscriptions: what makes two payment requests the same.
  keyField: 'externalId',
  keyOf: ({ externalId, dueDay }) => `${externalId} ${dueDay}`,
}

// MobilePay takes 2000. Fewer at a time lose less when a call is lost, and show how far it is.
const batchSize = 250

const over = new Set<ChargeStatus>(['Invalid', 'Declined', 'Rejected', 'Failed', 'Cancelled'])

/** Sends charges of a provider. */
export function chargesSender(provider: string, home: Home): Sender<ChargeRequest> {
  const find = async ({ agreementId: agreement, externalId, dueDay }: ChargeRequest) => {
    const charges = await readCharges({ provider, agreement, home })
    const same = charges.filter(
      (charge) => charge.externalId === externalId && charge.dueDay === dueDay,
    )
    return same.find(({ status }) => status !== 'Declined') ?? same[0]
  }
  return {
    batchSize,
    atOnce: 4,
    async send(rows) {
      const { pending, rejected } = await requestCharges(provider, rows)
      return rows.map(({ externalId }): Outcome | undefined => {
        const taken = pending.filter((one) => one.externalId === externalId)
        const refused = rejected.filter((one) => one.externalId === externalId)
        // One id may stand for charges of several days; then only their agreement tells.
        if (taken.length + refused.length !== 1) return undefined
        const [good] = taken
        if (good) return { state: 'taken', id: good.id }
        return { state: 'refused', reason: refused[0]?.reason ?? null }
      })
    },
    async settle(row) {
      const charge = await find(row)
      return charge ? { state: 'taken', id: charge.id } : 'absent'
    },
    async check(row, id) {
      const charge = await find(row)
      if (!charge?.status || charge.status === 'Requested') return { state: 'taken', id }
      return over.has(charge.status)
        ? { state: 'refused', reason: null }
        : { state: 'done', id, href: null }
    },
  }
}
