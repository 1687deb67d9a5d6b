import type { SubscriptionBusiness } from './business.ts'
import { chargeRegularly } from './charges.ts'
import { requestOneOff } from './one-offs.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { Agreement, Provider } from './subscriptions.ts'

const minuteMilliseconds = 60_000
const dayMilliseconds = 86_400_000
/** The oldest customers came two and a half years before the sandbox's first day. */
const oldestDays = 900
const meanLifetimeDays = 1400

export const openProvider = (
  stage: Stage,
  business: SubscriptionBusiness,
  point: Point,
): Provider => {
  const random = stage.random(`${business.key}/provider`)
  const host = new URL(business.url).hostname
  return {
    point,
    status: 'Enabled',
    url: business.url,
    customerServiceEmail: `kunde@${host}`,
    accountId: random.uuid(),
    accountNumber: `${random.integer(1000, 9999)}${random.integer(1_000_000_000, 9_999_999_999)}`,
    callbackUrl: `${business.url}/mobilepay/callbacks`,
    credentials: {
      scheme: 'Basic',
      key: `${business.key}-callbacks`,
      password: random.uuid().replaceAll('-', ''),
      scope: undefined,
    },
    agreements: new Map(),
  }
}

/** Ends an accepted agreement: what was not collected yet is given up, and what was reserved is released. */
const cancel = (agreement: Agreement, at: number) => {
  if (agreement.status !== 'Accepted') return
  Object.assign(agreement, { status: 'Canceled', canceledAt: at })
  for (const charge of agreement.charges) {
    if (charge.status === 'Created' || charge.status === 'Suspended') charge.status = 'Declined'
  }
  for (const oneOff of agreement.oneOffs) {
    if (oneOff.status === 'Requested' || oneOff.status === 'Reserved') oneOff.status = 'Canceled'
  }
}

/**
 * Lets a provider's customers sign up over the years before `startAt`, more of them lately. History is only played
 * from `historyFrom` on: older agreements are there, but their older charges are not.
 */
export const signUpCustomers = (
  stage: Stage,
  business: SubscriptionBusiness,
  provider: Provider,
  startAt: number,
  historyFrom: number,
) => {
  const { agenda, days } = stage

  const live = (agreement: Agreement, planIndex: number, random: Random) => {
    const plan = business.plans[planIndex] ?? business.plans[0]
    const lifetime = Math.ceil(-Math.log(1 - random.fraction()) * meanLifetimeDays)
    const acceptedAt = agenda.now()
    Object.assign(agreement, { status: 'Accepted', acceptedAt })
    agenda.schedule(acceptedAt + lifetime * dayMilliseconds, () => {
      cancel(agreement, agenda.now())
    })
    agenda.schedule(Math.max(acceptedAt, historyFrom), () => {
      chargeRegularly(stage, agreement, plan, random, days.dayOf(agenda.now()))
      if (random.chance(0.05)) requestOneOff(stage, agreement, random.pick(business.extras), random)
    })
  }

  const signUp = (number: number) => {
    const random = stage.random(`${business.key}/agreement/${number}`)
    const planIndex = random.integer(0, business.plans.length - 1)
    const plan = business.plans[planIndex] ?? business.plans[0]
    const byMail = random.chance(0.3)
    const expirationTimeoutMinutes = byMail ? 14 * 24 * 60 : 5
    const agreement: Agreement = {
      id: random.uuid(),
      provider,
      externalId: `${business.externalIdPrefix}-${10_000 + number}`,
      plan: plan.name,
      description: plan.description,
      amountMinor: random.chance(0.92) ? plan.priceMinor : undefined,
      frequency: plan.frequency,
      expirationTimeoutMinutes,
      createdAt: agenda.now(),
      status: 'Pending',
      acceptedAt: undefined,
      canceledAt: undefined,
      charges: [],
      oneOffs: [],
      refunds: [],
    }
    provider.agreements.set(agreement.id, agreement)

    const fate = random.fraction()
    const timeout = expirationTimeoutMinutes * minuteMilliseconds
    const answersAfter = Math.floor((timeout * random.integer(5, 90)) / 100_000) * 1000
    agenda.schedule(agenda.now() + (fate < 0.92 ? answersAfter : timeout), () => {
      if (fate < 0.89) live(agreement, planIndex, random)
      else agreement.status = fate < 0.92 ? 'Rejected' : 'Expired'
    })
  }

  const random = stage.random(`${business.key}/sign-ups`)
  const startDay = days.startOf(days.dayOf(startAt))
  const moments = Array.from({ length: business.agreements }, () => {
    const age = 1 + Math.floor(random.fraction() ** 1.3 * oldestDays)
    const second = 7 * 3600 + random.integer(0, 15 * 3600)
    return startDay - age * dayMilliseconds + second * 1000
  }).toSorted((one, other) => one - other)
  for (const [index, moment] of moments.entries()) {
    agenda.schedule(moment, () => {
      signUp(index + 1)
    })
  }
}
