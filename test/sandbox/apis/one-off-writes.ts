import { isFacade } from '../data/facade.ts'
import { readLinks } from './agreement-writes.ts'
import { BadRequestError } from './call.ts'
import { landingUrl } from './landing.ts'
import { readFlag, readInteger, readMinor, readObject, readText, required } from './read-json.ts'
import { emptyReply, jsonReply } from './reply.ts'
import { domainError, preconditionFailed } from './subscription-errors.ts'
import { forAgreement, forOneOff } from './subscription-lookups.ts'

const longestTimeout = 181_440
const defaultTimeout = 1440

export const requestOneOff = forAgreement(async (call, agreement) => {
  const members = await readObject(call)
  const isStrict = call.dialect.requiredMembers === 'documentation'
  const timeout = { least: 1, most: longestTimeout }
  const links = readLinks(call, members, isStrict ? ['user-redirect'] : [])
  const userRedirect = links.find(({ rel }) => rel === 'user-redirect')?.href
  const terms = {
    amountMinor: required(readMinor(members, 'amount', { least: 1 }), 'amount'),
    externalId: required(
      readText(members, 'external_id', { shortest: 1, longest: 64 }),
      'external_id',
    ),
    description: required(
      readText(members, 'description', { shortest: 1, longest: 60 }),
      'description',
    ),
    expirationTimeoutMinutes:
      readInteger(members, 'expiration_timeout_minutes', timeout) ?? defaultTimeout,
    userRedirect,
  }
  const autoReserve = readFlag(members, 'auto_reserve') ?? false
  // There the customer swipes for a one-off only together with a new agreement. How others are refused is not documented.
  if (!autoReserve && isFacade(call.world.rules)) {
    throw new BadRequestError('One-off payments that need a swipe are not supported.')
  }

  if (agreement.status !== 'Accepted') {
    return preconditionFailed(call, 'The agreement is not active.')
  }
  if (autoReserve && !agreement.provider.mayAutoReserve) {
    return preconditionFailed(call, 'The provider is not approved for automatic reservation.')
  }
  const { oneOffs } = call.world.subscriptions
  const oneOff = oneOffs.request(agreement, terms)
  if (autoReserve) oneOffs.reserveAutomatically(oneOff)
  const href = landingUrl(call, {
    flow: 'agreement',
    id: agreement.id,
    oneOffPaymentId: oneOff.id,
    redirectUrl: userRedirect,
    countryCode: call.world.merchant.country,
    mobile: agreement.phoneNumber?.slice(1),
  })
  // Without a swipe there is no landing page.
  const landing = autoReserve ? [] : [{ rel: 'mobile-pay', href }]
  return jsonReply({ id: oneOff.id, links: landing }, 202)
})

export const cancelOneOff = forOneOff((call, oneOff) =>
  call.world.subscriptions.oneOffs.cancel(oneOff).ok ? emptyReply(204) : domainError(),
)

export const captureOneOff = forOneOff((call, oneOff) =>
  call.world.subscriptions.oneOffs.capture(oneOff).ok ? emptyReply(204) : domainError(),
)
