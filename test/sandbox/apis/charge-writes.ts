import type { ChargeRequest } from '../data/charge-states.ts'
import { isFacade } from '../data/facade.ts'
import { BadRequestError, type Call } from './call.ts'
import { readReplacements } from './json-patch.ts'
import {
  membersOf,
  readDay,
  readInteger,
  readList,
  readMinor,
  readText,
  readUuid,
  required,
} from './read-json.ts'
import { emptyReply, jsonReply, notFound } from './reply.ts'
import { badRequest, domainError } from './subscription-errors.ts'
import { forCharge, forProvider } from './subscription-lookups.ts'

const largestBatch = 2000

/** Only the shape is looked at; whether it makes sense is found out later. */
const readCharge = ({ dialect }: Call, item: unknown): ChargeRequest => {
  const members = membersOf(item)
  if (members === undefined) throw new BadRequestError('A payment must be an object.')
  const least = dialect.smallestChargeMinor
  return {
    agreementId: required(readUuid(members, 'agreement_id'), 'agreement_id'),
    amountMinor: required(readMinor(members, 'amount', { least }), 'amount'),
    dueDay: required(readDay(members, 'due_date'), 'due_date'),
    externalId: required(
      readText(members, 'external_id', { shortest: 1, longest: 64 }),
      'external_id',
    ),
    description: required(
      readText(members, 'description', { shortest: 1, longest: 60 }),
      'description',
    ),
    graceDays: readInteger(members, 'grace_period_days', { least: 1, most: 3 }) ?? 1,
  }
}

const externalIdOf = (item: unknown) => {
  const id = membersOf(item)?.get('external_id')
  return typeof id === 'string' ? id : null
}

export const requestCharges = forProvider(async (call, provider) => {
  const pending: unknown[] = []
  const rejected: unknown[] = []
  for (const item of await readList(call, largestBatch)) {
    try {
      const request = readCharge(call, item)
      pending.push({
        payment_id: call.world.subscriptions.charges.request(provider, request),
        external_id: request.externalId,
      })
    } catch (error) {
      if (!(error instanceof BadRequestError)) throw error
      rejected.push({ external_id: externalIdOf(item), error_description: error.message })
    }
  }
  return jsonReply({ pending_payments: pending, rejected_payments: rejected }, 202)
})

export const updateCharge = forCharge(async (call, charge) => {
  // The facade has no such operation; what it answers is not documented.
  if (isFacade(call.world.rules)) return notFound()
  const replacements = await readReplacements(call, ['amount'])
  const least = call.dialect.smallestChargeMinor
  const amountMinor = required(readMinor(replacements, 'amount', { least }), 'amount')
  const act = call.world.subscriptions.charges.lower(charge, amountMinor)
  if (act.ok) return emptyReply(204)
  return act.why === 'amount too large'
    ? badRequest(call, 'The amount cannot be higher than it was requested.')
    : domainError()
})

export const declineCharge = forCharge((call, charge) =>
  call.world.subscriptions.charges.declineByMerchant(charge).ok ? emptyReply(204) : domainError(),
)
