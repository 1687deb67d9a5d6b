import {
  type ActOutcome,
  type CustomerAct,
  type Waiting,
  actOn,
  waitingFor,
} from '../apis/customer-acts.ts'
import type { Customer } from '../data/customers.ts'
import type { Agreement, LinkRel } from '../data/subscriptions.ts'
import type { Worlds } from '../data/worlds.ts'
import type { PhoneAct, PhoneItem } from './item.ts'
import {
  type WaitingPayment,
  answerPayment,
  paymentReturn,
  paymentsWaitingFor,
} from './payment-acts.ts'

const labels: Readonly<Record<string, string>> = {
  'agreement accept': 'Accept',
  'agreement reject': 'No, thanks',
  'agreement cancel': 'End the agreement',
  'one-off accept': 'Approve',
  'one-off reject': 'Reject',
  'charge pay': 'Pay now',
  'charge reject': 'Reject this payment',
  'invoice pay': 'Pay',
  'invoice reject': 'Reject',
  'consent accept': 'Share my number',
  'consent reject': 'Do not share it',
}

const present = (lines: readonly (string | undefined)[]): readonly string[] =>
  lines.filter((line) => line !== undefined && line !== '').map(String)

const linkOf = ({ links }: Agreement, rel: LinkRel) => links.find((link) => link.rel === rel)?.href

const withStatus = (address: string | undefined, status: string) => {
  if (address === undefined) return undefined
  const url = new URL(address)
  url.searchParams.set('status', status)
  return url.href
}

type Description = Pick<PhoneItem, 'what' | 'from' | 'amountMinor' | 'lines' | 'isQuiet'> & {
  /** Where a yes leads, asked once it has been given. */
  readonly returnTo?: () => string | undefined
}

const describe = (waiting: Waiting): Description => {
  switch (waiting.kind) {
    case 'agreement': {
      const { plan, description, amountMinor, frequency, provider, status } = waiting.item
      const often = frequency > 0 ? `${frequency} times a year` : 'now and then'
      return {
        what: 'Agreement',
        from: provider.point.name,
        amountMinor,
        lines: present([plan, description, often]),
        isQuiet: status === 'Accepted',
        returnTo: () => linkOf(waiting.item, 'user-redirect'),
      }
    }
    case 'one-off': {
      const { agreement, amountMinor, description, userRedirect } = waiting.item
      const lines = present([description, agreement.plan])
      const from = agreement.provider.point.name
      return {
        what: 'Payment',
        from,
        amountMinor,
        lines,
        isQuiet: false,
        returnTo: () => userRedirect,
      }
    }
    case 'charge': {
      const { agreement, amountMinor, description, dueDay, status } = waiting.item
      const when = status === 'Suspended' ? 'could not be collected yet' : `on ${dueDay}`
      const lines = present([description, agreement.plan, when])
      const from = agreement.provider.point.name
      return {
        what: 'Coming payment',
        from,
        amountMinor,
        lines,
        isQuiet: status !== 'Suspended',
      }
    }
    case 'invoice': {
      const { point, totalMinor, number, dueDay, comment, status, paymentDay } = waiting.item
      const promised = status === 'accepted' ? `to be paid on ${paymentDay}` : `due on ${dueDay}`
      return {
        what: 'Invoice',
        from: point.name,
        amountMinor: totalMinor,
        lines: present([number, promised, comment]),
        isQuiet: status === 'accepted',
        returnTo: () =>
          withStatus(
            waiting.item.redirectUrl,
            waiting.item.status === 'paid' ? 'paid' : 'accepted',
          ),
      }
    }
    case 'consent': {
      const from = waiting.item.invoice.point.name
      const lines = ['asks for your phone number, to send you invoices directly']
      return { what: 'Question', from, amountMinor: undefined, lines, isQuiet: false }
    }
    default:
      return waiting satisfies never
  }
}

const isYes = (act: CustomerAct) => act === 'accept' || act === 'pay'

const toItem = (waiting: Waiting, customer: Customer): PhoneItem => {
  const { returnTo, ...description } = describe(waiting)
  const offered: readonly CustomerAct[] = waiting.acts
  const find = (name: string) => offered.find((act) => act === name)
  return {
    ...description,
    id: waiting.item.id,
    world: waiting.world,
    acts: offered.map((name) => ({
      name,
      label: labels[`${waiting.kind} ${name}`] ?? name,
      tone: isYes(name) ? 'yes' : 'no',
    })),
    canWait: waiting.kind === 'invoice',
    perform: (name, paymentDay): ActOutcome => {
      const act = find(name)
      return act === undefined
        ? { ok: false, why: 'wrong state' }
        : actOn(waiting, customer, act, paymentDay)
    },
    returnTo: (name, { ok }) => {
      const act = find(name)
      return ok && act !== undefined && isYes(act) ? returnTo?.() : undefined
    },
  }
}

const paymentActs: readonly PhoneAct[] = [
  { name: 'approve', label: 'Approve', tone: 'yes' },
  { name: 'cancel', label: 'Cancel', tone: 'no' },
]

const readAct = (name: string) => (name === 'approve' ? name : 'cancel')

const toPayment = (waiting: WaitingPayment, customer: Customer): PhoneItem => {
  const { payment, world } = waiting
  return {
    id: payment.id,
    what: 'Payment',
    world,
    from: payment.point.name,
    amountMinor: payment.amountMinor,
    lines: present([payment.description, payment.reference]),
    isQuiet: false,
    acts: paymentActs,
    canWait: false,
    perform: (name) => answerPayment(waiting, customer, readAct(name)),
    returnTo: (name, outcome) => paymentReturn(payment, readAct(name), outcome),
  }
}

/** Everything on a customer's phone. What waits for an answer comes first. */
export const itemsFor = (worlds: Worlds, customer: Customer): readonly PhoneItem[] => {
  const items = [
    ...paymentsWaitingFor(worlds, customer).map((waiting) => toPayment(waiting, customer)),
    ...waitingFor(worlds, customer).map((waiting) => toItem(waiting, customer)),
  ]
  return items.toSorted((one, other) => Number(one.isQuiet) - Number(other.isQuiet))
}
