import type { Plan } from './business.ts'
import { type Day, addDays, addMonths, dateOf, monthOf, weekdayOf } from './days.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { SubscriptionBook } from './subscription-book.ts'
import type { Agreement, Charge, SubscriptionRefund } from './subscriptions.ts'

const secondMilliseconds = 1000
const minuteMilliseconds = 60_000
const hourMilliseconds = 3_600_000
const wednesday = 3

/** Charges must be sent at least a day ahead of the due date; this merchant leaves two. */
const leadDays = 2

/**
 * The next day on which a plan is charged, at least two days after `day`: Wednesdays for boxes by the week, the
 * first of the month for the rest.
 */
const nextDueDay = (day: Day, frequency: Plan['frequency']): Day => {
  const earliest = addDays(day, leadDays)
  if (frequency === 52 || frequency === 26) {
    const skipsAWeek = frequency === 26 && weekdayOf(day) === wednesday
    const from = addDays(earliest, skipsAWeek ? 7 : 0)
    return addDays(from, (wednesday - weekdayOf(from) + 7) % 7)
  }
  const first = dateOf(earliest) === 1 ? earliest : `${addMonths(earliest, 1).slice(0, 7)}-01`
  return frequency === 12 ? first : addMonths(first, (3 - ((monthOf(first) - 1) % 3)) % 3)
}

/**
 * Charges an agreement again and again while it is accepted. The next charge is always on its way: it is sent when
 * the one before has been dealt with. MobilePay collects in the night of the due date and tries once more at noon.
 */
export const chargeRegularly = (
  { agenda, days }: Stage,
  book: SubscriptionBook,
  agreement: Agreement,
  plan: Plan,
  random: Random,
  firstDay: Day,
) => {
  const collect = (charge: Charge) => {
    book.charges.execute(charge, random)
    if (random.chance(0.005)) {
      agenda.schedule(agenda.now() + random.integer(20, 400) * hourMilliseconds, () => {
        refund(charge)
      })
    }
  }
  const refund = (charge: Charge) => {
    // Somebody may have been quicker.
    if (agreement.refunds.some(({ payment }) => payment === charge)) return
    const isFull = random.chance(0.5)
    const issued: SubscriptionRefund = {
      id: random.uuid(),
      payment: charge,
      amountMinor: isFull ? charge.amountMinor : Math.round(charge.amountMinor / 2),
      externalId: `${charge.externalId}-R`,
      status: 'Requested',
      transactionId: undefined,
    }
    agreement.refunds.push(issued)
    book.refunds.issue(issued, random)
  }
  const attempt = (charge: Charge) => {
    if (charge.status !== 'Created') return
    if (random.chance(0.975)) {
      collect(charge)
      return
    }
    charge.status = 'Suspended'
    const midnight = days.startOf(charge.dueDay)
    const collectsLater = random.chance(0.7)
    const settledAt = collectsLater
      ? midnight + 13.5 * hourMilliseconds
      : days.startOf(addDays(charge.dueDay, charge.graceDays)) - minuteMilliseconds
    agenda.schedule(settledAt, () => {
      if (charge.status !== 'Suspended') return
      if (collectsLater) collect(charge)
      else book.charges.fail(charge)
    })
  }

  const send = (after: Day) => {
    if (agreement.status !== 'Accepted') return
    const dueDay = nextDueDay(after, plan.frequency)
    const id = random.uuid()
    const amountMinor = agreement.amountMinor ?? plan.priceMinor + random.integer(-40, 90) * 25
    const charge: Charge = {
      kind: 'Regular',
      id,
      agreement,
      requestedMinor: amountMinor,
      amountMinor,
      dueDay,
      externalId: `${agreement.externalId}-${dueDay.slice(2).replaceAll('-', '')}`,
      description: agreement.description,
      graceDays: 1 + (agreement.charges.length % 3),
      requestedAt: agenda.now(),
      status: 'Created',
      paidAt: undefined,
      transactionId: undefined,
      attachment: undefined,
    }
    agreement.charges.push(charge)
    const nightRun = days.startOf(dueDay) + (7200 + random.integer(0, 2399)) * secondMilliseconds
    agenda.schedule(nightRun, () => {
      attempt(charge)
      send(dueDay)
    })
  }
  send(firstDay)
}
