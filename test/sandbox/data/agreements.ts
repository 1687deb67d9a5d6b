import type { SubscriptionBusiness } from './business.ts'
import { chargeRegularly } from './charges.ts'
import { requestOneOff } from './one-offs.ts'
import { phoneNumber } from './people.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionBook } from './subscription-book.ts'
import type { Agreement, Link, Provider } from './subscriptions.ts'

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
    mayAutoReserve: business.mayAutoReserve,
    transfers: 'daily',
    callbackUrl: `${business.url}/mobilepay/callbacks`,
    credentials: {
      scheme: 'Basic',
      userName: `${business.key}-callbacks`,
      password: random.uuid().replaceAll('-', ''),
    },
    agreements: new Map(),
  }
}

/**
 * Lets a provider's customers sign up over the years before `startAt`, more of them lately. History is only played
 * from `historyFrom` on: older agreements are there, but their older charges are not.
 */
export const signUpCustomers = (
  stage: Stage,
  book: SubscriptionBook,
  business: SubscriptionBusiness,
  provider: Provider,
  startAt: number,
  historyFrom: number,
) => {
  const { agenda, days } = stage
  const links: readonly Link[] = [
    { rel: 'user-redirect', href: `${business.url}/velkommen` },
    { rel: 'success-callback', href: `${business.url}/mobilepay/accepted` },
    { rel: 'cancel-callback', href: `${business.url}/mobilepay/canceled` },
  ]

  const live = (agreement: Agreement, planIndex: number, random: Random) => {
    const plan = business.plans[planIndex] ?? business.plans[0]
    const lifetime = Math.ceil(-Math.log(1 - random.fraction()) * meanLifetimeDays)
    const acceptedAt = agenda.now()
    if (!book.agreements.accept(agreement).ok) return
    agenda.schedule(acceptedAt + lifetime * dayMilliseconds, () => {
      book.agreements.cancel(agreement, 'merchant')
    })
    agenda.schedule(Math.max(acceptedAt, historyFrom), () => {
      chargeRegularly(stage, book, agreement, plan, random, days.dayOf(agenda.now()))
      if (random.chance(0.05)) {
        requestOneOff(stage, book, agreement, random.pick(business.extras), random)
      }
    })
  }

  const signUp = (number: number) => {
    const random = stage.random(`${business.key}/agreement/${number}`)
    const planIndex = random.integer(0, business.plans.length - 1)
    const plan = business.plans[planIndex] ?? business.plans[0]
    const byMail = random.chance(0.3)
    const expirationTimeoutMinutes = byMail ? 14 * 24 * 60 : 5
    const agreement = book.agreements.create(
      {
        provider,
        externalId: `${business.externalIdPrefix}-${10_000 + number}`,
        plan: plan.name,
        description: plan.description,
        amountMinor: random.chance(0.92) ? plan.priceMinor : undefined,
        frequency: plan.frequency,
        links,
        disableNotificationManagement: false,
        notificationsOn: true,
        expirationTimeoutMinutes,
        retentionHours: 0,
        phoneNumber: phoneNumber(random, stage.merchant.country),
      },
      random,
    )

    const fate = random.fraction()
    const timeout = expirationTimeoutMinutes * minuteMilliseconds
    const answersAfter = Math.floor((timeout * random.integer(5, 90)) / 100_000) * 1000
    // The rest forget about it.
    if (fate >= 0.92) return
    agenda.schedule(agenda.now() + answersAfter, () => {
      if (fate < 0.89) live(agreement, planIndex, random)
      else book.agreements.reject(agreement)
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
