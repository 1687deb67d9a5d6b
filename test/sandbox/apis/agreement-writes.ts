import { isCallable } from '../data/rules.ts'
import {
  type Agreement,
  type AgreementTerms,
  type Link,
  type LinkRel,
  linkRels,
} from '../data/subscriptions.ts'
import { BadRequestError, type Call } from './call.ts'
import { readReplacements } from './json-patch.ts'
import { landingUrl } from './landing.ts'
import {
  type Members,
  readFlag,
  readInteger,
  readMember,
  readMinor,
  readObject,
  readObjects,
  readText,
  required,
} from './read-json.ts'
import { emptyReply, jsonReply } from './reply.ts'
import { domainError, preconditionFailed } from './subscription-errors.ts'
import { forAgreement, forProvider } from './subscription-lookups.ts'

const frequencies = [0, 1, 2, 4, 12, 26, 52, 365]
const longestTimeout = 181_440
const longestRetention = 24
const defaultOneOffTimeout = 1440
const countryOf = { DKK: 'DK', EUR: 'FI' } as const

const requiredRels: readonly LinkRel[] = ['user-redirect', 'success-callback', 'cancel-callback']

const isRel = (rel: string): rel is LinkRel => linkRels.some((known) => known === rel)

const readHref = (call: Call, members: Members, name: string): string => {
  const href = required(readText(members, name), name)
  const url = URL.parse(href)
  if (url === null) throw new BadRequestError(`The field ${name} must be a URL.`)
  if (!isCallable(url, call.world.rules)) {
    throw new BadRequestError('The hyperlink reference must use https scheme')
  }
  return href
}

export const readLinks = (
  call: Call,
  members: Members,
  needed: readonly LinkRel[],
): readonly Link[] => {
  const links = (readObjects(members, 'links') ?? []).map((link) => {
    const rel = required(readText(link, 'rel'), 'links.rel')
    if (!isRel(rel)) throw new BadRequestError(`'${rel}' is not a valid link relation.`)
    return { rel, href: readHref(call, link, 'href') }
  })
  const rels = new Set(links.map(({ rel }) => rel))
  if (rels.size < links.length) throw new BadRequestError('Link relations must be unique.')
  const missing = needed.find((rel) => !rels.has(rel))
  if (missing !== undefined) throw new BadRequestError(`The link '${missing}' is required.`)
  return links
}

const readFrequency = (members: Members) => {
  const frequency = readInteger(members, 'frequency', { least: 0, most: 365 })
  if (frequency !== undefined && !frequencies.includes(frequency)) {
    throw new BadRequestError(`The field frequency must be one of ${frequencies.join(', ')}.`)
  }
  return frequency
}

/** All that can be changed later on, the links apart. */
const readTerms = (members: Members) => ({
  plan: readText(members, 'plan', { shortest: 1, longest: 30 }),
  description: readText(members, 'description', { longest: 60 }),
  externalId: readText(members, 'external_id', { shortest: 1, longest: 64 }),
  amountMinor: readMinor(members, 'amount', { least: 0 }),
  frequency: readFrequency(members),
  disableNotificationManagement: readFlag(members, 'disable_notification_management'),
})

const checkCurrency = ({ world }: Call, members: Members) => {
  const currency = required(readText(members, 'currency'), 'currency')
  const country = required(readText(members, 'country_code'), 'country_code')
  if (currency !== 'DKK' && currency !== 'EUR') {
    throw new BadRequestError(`'${currency}' is not a valid currency.`)
  }
  // A provider belongs to one country, and so does its money.
  if (country !== countryOf[currency] || currency !== world.merchant.currency) {
    throw new BadRequestError(`Currency ${currency} does not match country code ${country}.`)
  }
}

const readOneOff = (call: Call, members: Members | undefined) => {
  if (members === undefined) return undefined
  const description = readText(members, 'description', { longest: 60 })
  if (call.dialect.requiredMembers === 'documentation') required(description, 'description')
  const timeout = { least: 1, most: longestTimeout }
  return {
    amountMinor: required(readMinor(members, 'amount', { least: 1 }), 'amount'),
    externalId: required(
      readText(members, 'external_id', { shortest: 1, longest: 64 }),
      'external_id',
    ),
    description,
    expirationTimeoutMinutes:
      readInteger(members, 'expiration_timeout_minutes', timeout) ?? defaultOneOffTimeout,
    userRedirect: undefined,
  }
}

const phoneOf = (number: string | undefined) => number && `+${number.replaceAll(/\D/gu, '')}`

export const createAgreement = forProvider(async (call, provider) => {
  const members = await readObject(call)
  checkCurrency(call, members)
  const {
    plan,
    frequency = 0,
    disableNotificationManagement = false,
    ...terms
  } = readTerms(members)
  const timeout = { least: 1, most: longestTimeout }
  const retention = { least: 0, most: longestRetention }
  const mobilePhoneNumber = readText(members, 'mobile_phone_number')
  const request = {
    ...terms,
    provider,
    plan: required(plan, 'plan'),
    frequency,
    disableNotificationManagement,
    notificationsOn: readFlag(members, 'notifications_on') ?? true,
    expirationTimeoutMinutes: required(
      readInteger(members, 'expiration_timeout_minutes', timeout),
      'expiration_timeout_minutes',
    ),
    retentionHours: readInteger(members, 'retention_period_hours', retention) ?? 0,
    phoneNumber: phoneOf(mobilePhoneNumber),
    links: readLinks(call, members, requiredRels),
  }
  const oneOffTerms = readOneOff(call, readMember(members, 'one_off_payment'))

  const { agreements, oneOffs } = call.world.subscriptions
  const agreement = agreements.create(request)
  const oneOff = oneOffTerms && oneOffs.request(agreement, oneOffTerms)
  const href = landingUrl(call, {
    flow: 'agreement',
    id: agreement.id,
    oneOffPaymentId: undefined,
    redirectUrl: agreement.links.find(({ rel }) => rel === 'user-redirect')?.href,
    countryCode: call.world.merchant.country,
    mobile: mobilePhoneNumber,
  })
  return jsonReply(
    {
      id: agreement.id,
      ...(oneOff && { one_off_payment_id: oneOff.id }),
      links: [{ rel: 'mobile-pay', href }],
    },
    201,
  )
})

const replaceable = [
  'amount',
  'plan',
  'description',
  'frequency',
  'external_id',
  'success-callback',
  'cancel-callback',
  'cancel-redirect',
  'disable_notification_management',
  // Means nothing since 2022.
  'next_payment_date',
]

const replacedLinks = (
  call: Call,
  { links }: Agreement,
  replacements: Members,
): readonly Link[] => {
  const replaced = linkRels
    .filter((rel) => replacements.has(rel))
    .map((rel) => ({ rel, href: readHref(call, replacements, rel) }))
  const kept = links.filter((link) => !replaced.some(({ rel }) => rel === link.rel))
  return [...kept, ...replaced]
}

export const updateAgreement = forAgreement(async (call, agreement) => {
  const replacements = await readReplacements(call, replaceable)
  const terms = readTerms(replacements)
  const links = replacedLinks(call, agreement, replacements)
  if (replacements.has('plan')) required(terms.plan, 'plan')
  if (agreement.status !== 'Pending' && agreement.status !== 'Accepted') return domainError()

  const updated: Partial<AgreementTerms> = {
    links,
    ...(terms.plan !== undefined && { plan: terms.plan }),
    ...(replacements.has('amount') && { amountMinor: terms.amountMinor }),
    ...(replacements.has('description') && { description: terms.description }),
    ...(replacements.has('external_id') && { externalId: terms.externalId }),
    ...(replacements.has('frequency') && { frequency: terms.frequency ?? 0 }),
    ...(replacements.has('disable_notification_management') && {
      disableNotificationManagement: terms.disableNotificationManagement ?? false,
    }),
  }
  Object.assign(agreement, updated)
  return emptyReply(204)
})

export const cancelAgreement = forAgreement((call, agreement) => {
  const act = call.world.subscriptions.agreements.cancel(agreement, 'merchant')
  return act.ok
    ? emptyReply(204)
    : preconditionFailed(call, 'Only a pending or active agreement can be canceled.')
})
