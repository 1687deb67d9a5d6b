import type { ActOutcome } from '../apis/customer-acts.ts'
import type { AppPayment } from '../data/app-payment.ts'
import type { Customer } from '../data/customers.ts'
import type { World } from '../data/world.ts'
import type { Worlds } from '../data/worlds.ts'

export interface WaitingPayment {
  readonly world: World
  readonly payment: AppPayment
}

const digits = (phoneNumber: string) => phoneNumber.replaceAll(/\D/gu, '')

/** Links that name nobody open on every phone. */
const isFor = ({ phoneNumber }: AppPayment, customer: Customer) =>
  phoneNumber === undefined || digits(phoneNumber) === digits(customer.phoneNumber)

/** App Payments that a customer has not answered yet, newest first. */
export const paymentsWaitingFor = (worlds: Worlds, customer: Customer): readonly WaitingPayment[] =>
  worlds
    .all()
    .filter((world) => world.isOpen() && world.merchant.country === customer.country)
    .flatMap((world) =>
      [...world.payments.all.values()]
        .filter((payment) => payment.state === 'initiated' && isFor(payment, customer))
        .map((payment) => ({ world, payment })),
    )
    .toReversed()

/** The customer swipes, or does not. */
export const answerPayment = (
  { world, payment }: WaitingPayment,
  customer: Customer,
  act: 'approve' | 'cancel',
): ActOutcome => {
  if (act === 'approve' && customer.hasExpiredCard) return { ok: false, why: 'card expired' }
  const { payments } = world
  const outcome = act === 'approve' ? payments.reserve(payment) : payments.cancel(payment, 'User')
  return outcome.ok ? { ok: true } : { ok: false, why: 'wrong state' }
}

/** Where the app leads back to. The merchant is not to believe its `status`. */
export const paymentReturn = (
  { redirectUri }: AppPayment,
  act: 'approve' | 'cancel',
  { ok }: ActOutcome,
): string => {
  const url = new URL(redirectUri)
  url.searchParams.set('status', ok ? (act === 'approve' ? 'successful' : 'rejected') : 'failed')
  return url.href
}
