import type { Ware } from './business.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionBook } from './subscription-book.ts'
import type { Agreement, OneOff } from './subscriptions.ts'

const minuteMilliseconds = 60_000
const hourMilliseconds = 3_600_000
const dayMilliseconds = 86_400_000

/** Sells something extra some weeks into the agreement: asked for, reserved by the customer, captured on delivery. */
export const requestOneOff = (
  { agenda }: Stage,
  { oneOffs }: SubscriptionBook,
  agreement: Agreement,
  ware: Ware,
  random: Random,
) => {
  const reserve = (oneOff: OneOff) => {
    if (!oneOffs.reserve(oneOff).ok) return
    agenda.schedule(agenda.now() + random.integer(10, 120) * hourMilliseconds, () => {
      oneOffs.capture(oneOff, random)
    })
  }
  const request = () => {
    if (agreement.status !== 'Accepted') return
    const oneOff = oneOffs.request(
      agreement,
      {
        amountMinor: ware.priceMinor,
        externalId: `${agreement.externalId}-X${agreement.oneOffs.length + 1}`,
        description: ware.name,
        expirationTimeoutMinutes: 1440,
        userRedirect: undefined,
      },
      random,
    )
    const fate = random.fraction()
    agenda.schedule(agenda.now() + random.integer(2, 1200) * minuteMilliseconds, () => {
      if (fate < 0.85) reserve(oneOff)
      else if (fate < 0.9) oneOffs.reject(oneOff)
    })
  }
  agenda.schedule(agenda.now() + random.integer(5, 300) * dayMilliseconds, request)
}
