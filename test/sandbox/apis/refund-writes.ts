import { isFacade } from '../data/facade.ts'
import { isCallable } from '../data/rules.ts'
import { BadRequestError, type Call } from './call.ts'
import { decimal } from './format.ts'
import { type Members, readMinor, readObject, readText, required } from './read-json.ts'
import { pathId } from './read-request.ts'
import { jsonReply } from './reply.ts'
import { refundBadRequest } from './subscription-errors.ts'
import { forAgreement } from './subscription-lookups.ts'

const readRefund = (call: Call, members: Members) => {
  const { smallestRefundMinor: least, requiredMembers } = call.dialect
  const callbackUrl = readText(members, 'status_callback_url')
  if (requiredMembers === 'documentation') required(callbackUrl, 'status_callback_url')
  const url = callbackUrl === undefined ? undefined : URL.parse(callbackUrl)
  if (url === null) throw new BadRequestError('The field status_callback_url must be a URL.')
  if (url !== undefined && !isCallable(url, call.world.rules)) {
    throw new BadRequestError('The hyperlink reference must use https scheme')
  }
  return {
    // More than two decimals are declined later, by the bank.
    amountMinor: readMinor(members, 'amount', { least, decimals: 'any' }),
    externalId: readText(members, 'external_id', { longest: 64 }),
    callbackUrl,
  }
}

const answerRefund = forAgreement(async (call, agreement) => {
  const request = readRefund(call, await readObject(call))
  const { amountMinor, externalId, callbackUrl } = request
  const { refunds } = call.world.subscriptions
  const paymentId = pathId(call, 'paymentid')
  const body = (id: string) => ({
    id,
    amount: amountMinor === undefined ? null : decimal(amountMinor),
    status_callback_url: callbackUrl ?? null,
    external_id: externalId ?? null,
  })
  if (!isFacade(call.world.rules)) {
    return jsonReply(body(refunds.request(agreement, paymentId, request)), 202)
  }
  const outcome = refunds.requestNow(agreement, paymentId, request)
  if ('id' in outcome) return jsonReply(body(outcome.id))
  // Documented are the two members and codes from 100 to 104, without a word on which is which.
  return jsonReply({ StatusCode: 100, StatusText: outcome.problem.text }, 400)
})

export const requestRefund = async (call: Call): Promise<Response> => {
  try {
    return await answerRefund(call)
  } catch (error) {
    if (error instanceof BadRequestError) return refundBadRequest(call, error.message)
    throw error
  }
}
