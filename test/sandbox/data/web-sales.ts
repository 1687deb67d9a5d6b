import type { AppPayment } from './app-payment.ts'
import type { AppPayments } from './app-payments.ts'
import type { WebShop } from './business.ts'
import type { Day } from './days.ts'
import { phoneNumber } from './people.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'
import { busyness, momentOf } from './seasons.ts'
import type { Stage } from './stage.ts'

const hourMilliseconds = 3_600_000

/**
 * A web shop's days. Orders are paid for at once, captured when the parcel leaves one to three days later, and a
 * few are forgotten, cancelled or sent back.
 */
export const openWebShop = (
  { merchant, agenda, days, random: randomFor }: Stage,
  payments: AppPayments,
  shop: WebShop,
  point: Point,
) => {
  let orders = 10_000
  const after = (milliseconds: number, happen: () => void) => {
    agenda.schedule(agenda.now() + milliseconds, happen)
  }

  const ship = (payment: AppPayment, random: Random) => {
    payments.capture(payment, payment.amountMinor)
    if (!random.chance(0.06)) return
    const amountMinor = random.chance(0.4)
      ? payment.amountMinor
      : Math.round(payment.amountMinor / random.integer(2, 4))
    after(random.integer(30, 600) * hourMilliseconds, () => {
      sendBack(payment, amountMinor)
    })
  }

  /** On a bad day the balance does not cover it: the shop tries again tomorrow. */
  const sendBack = (payment: AppPayment, amountMinor: number) => {
    const reference = `${payment.reference}-R1`
    const outcome = payments.refund({ payment, amountMinor, reference, description: undefined })
    if (!outcome.ok && outcome.problem === 'amount_exceeds_available_funds') {
      after(24 * hourMilliseconds, () => {
        sendBack(payment, amountMinor)
      })
    }
  }

  const answer = (payment: AppPayment, random: Random) => {
    if (random.chance(0.07)) {
      payments.cancel(payment, 'User')
      return
    }
    payments.reserve(payment)
    // Forgotten orders lapse by themselves after seven days.
    if (random.chance(0.02)) return
    const outOfStock = random.chance(0.02)
    after(random.integer(8, 90) * hourMilliseconds + random.integer(0, 3_599_999), () => {
      if (outOfStock) payments.cancel(payment, 'Merchant')
      else ship(payment, random)
    })
  }

  const order = (year: string, random: Random) => {
    orders += 1
    const wares = Array.from({ length: random.integer(1, 4) }, () => random.pick(shop.wares))
    const goodsMinor = wares.reduce((sum, { priceMinor }) => sum + priceMinor, 0)
    const discounted = random.chance(0.15) ? Math.round(goodsMinor * 0.9) : goodsMinor
    const payment = payments.initiate({
      point,
      amountMinor: discounted + shop.shippingMinor,
      reference: `${shop.orderPrefix}-${year}-${orders}`,
      description: wares.map(({ name }) => name).join(', '),
      redirectUri: `${shop.url}/orders/${orders}`,
      idempotencyKey: random.uuid(),
      phoneNumber: phoneNumber(randomFor(`${shop.key}/phone/${orders}`), merchant.country),
    })
    // Some never pick up the phone.
    if (random.chance(0.96)) {
      after(random.integer(8_000, 95_000), () => {
        answer(payment, random)
      })
    }
  }

  return (day: Day) => {
    const random = randomFor(`${shop.key}/${day}`)
    for (let left = random.count(shop.ordersPerDay * busyness(day)); left > 0; left -= 1) {
      const orderRandom = randomFor(`${shop.key}/${day}/${left}`)
      agenda.schedule(days.startOf(day) + momentOf(random, 'web'), () => {
        order(day.slice(0, 4), orderRandom)
      })
    }
  }
}
