import type { Ware } from './business.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { Agreement, OneOff } from './subscriptions.ts'

const minuteMilliseconds = 60_000
const hourMilliseconds = 3_600_000
const dayMilliseconds = 86_400_000
/** The user's bank lets go after 6 days, 23 hours and 45 minutes. */
const reservationDeadline = 7 * dayMilliseconds - 15 * minuteMilliseconds

const change = (oneOff: OneOff, from: OneOff['status'], to: OneOff['status']) => {
  if (oneOff.status !== from) return false
  Object.assign(oneOff, { status: to })
  return true
}

/** Sells something extra some weeks into the agreement: asked for, reserved by the customer, captured on delivery. */
export const requestOneOff = (
  { agenda, ledger }: Stage,
  agreement: Agreement,
  ware: Ware,
  random: Random,
) => {
  const capture = (oneOff: OneOff) => {
    if (!change(oneOff, 'Reserved', 'Captured')) return
    oneOff.transactionId = random.uuid()
    ledger.bookPayment(agreement.provider.point, oneOff.amountMinor, agenda.now(), {
      reference: oneOff.externalId,
      agreementId: agreement.id,
      agreementExternalId: agreement.externalId,
    })
  }
  const reserve = (oneOff: OneOff) => {
    if (!change(oneOff, 'Requested', 'Reserved')) return
    agenda.schedule(agenda.now() + random.integer(10, 120) * hourMilliseconds, () => {
      capture(oneOff)
    })
    agenda.schedule(agenda.now() + reservationDeadline, () => {
      change(oneOff, 'Reserved', 'Expired')
    })
  }
  const request = () => {
    if (agreement.status !== 'Accepted') return
    const oneOff: OneOff = {
      id: random.uuid(),
      agreement,
      amountMinor: ware.priceMinor,
      externalId: `${agreement.externalId}-X${agreement.oneOffs.length + 1}`,
      description: ware.name,
      expirationTimeoutMinutes: 1440,
      requestedAt: agenda.now(),
      status: 'Requested',
      transactionId: undefined,
    }
    agreement.oneOffs.push(oneOff)
    const fate = random.fraction()
    agenda.schedule(agenda.now() + random.integer(2, 1200) * minuteMilliseconds, () => {
      if (fate < 0.85) reserve(oneOff)
      else if (fate < 0.9) change(oneOff, 'Requested', 'Rejected')
    })
    agenda.schedule(agenda.now() + oneOff.expirationTimeoutMinutes * minuteMilliseconds, () => {
      change(oneOff, 'Requested', 'Expired')
    })
  }
  agenda.schedule(agenda.now() + random.integer(5, 300) * dayMilliseconds, request)
}
