import type { Counter } from './business.ts'
import { type Day, weekdayOf } from './days.ts'
import type { LineDetails } from './ledger.ts'
import { maskedPhoneNumber, personName } from './people.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'
import { busyness, momentOf } from './seasons.ts'
import type { Stage } from './stage.ts'

const payer = (random: Random, counter: Counter, { merchant }: Stage): LineDetails => ({
  userName: personName(random, merchant.country),
  userPhoneNumber: maskedPhoneNumber(random, merchant.country),
  ...(random.chance(0.4) && { message: random.pick(counter.messages) }),
})

/** A day at the till. No API creates these payments; they are only seen in Reporting. */
export const openCounter = (stage: Stage, counter: Counter, point: Point) => (day: Day) => {
  if (counter.closedOn.includes(weekdayOf(day))) return
  const random = stage.random(`${counter.key}/${day}`)
  const midnight = stage.days.startOf(day)
  const sales = Array.from({ length: random.count(counter.salesPerDay * busyness(day)) }, () =>
    momentOf(random, 'counter'),
  ).toSorted((one, other) => one - other)

  for (const [index, moment] of sales.entries()) {
    const amountMinor = Array.from(
      { length: random.integer(1, 3) },
      () => random.pick(counter.wares).priceMinor,
    ).reduce((sum, price) => sum + price, 0)
    const details =
      counter.product === 'MyShop'
        ? payer(random, counter, stage)
        : {
            reference: `${counter.orderPrefix}-${day.replaceAll('-', '').slice(2)}-${String(index + 1).padStart(3, '0')}`,
          }
    stage.agenda.schedule(midnight + moment, () => {
      stage.ledger.bookPayment(point, amountMinor, stage.agenda.now(), details)
    })
    if (counter.product === 'PointOfSale' && random.chance(0.01)) {
      stage.agenda.schedule(midnight + moment + random.integer(120, 3600) * 1000, () => {
        stage.ledger.book(point, 'Refund', -amountMinor, stage.agenda.now(), details)
      })
    }
  }
}
