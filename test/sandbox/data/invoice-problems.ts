import { type Day, addDays } from './days.ts'
import type { InvoiceBook, InvoiceTerms } from './invoices.ts'
import { isSubscriber } from './people.ts'
import type { Stage } from './stage.ts'

/** Why MobilePay does not create an invoice. */
export interface InvoiceProblem {
  readonly code: number
  readonly text: string
}

const problem = (code: number, text: string): InvoiceProblem => ({ code, text })

const problems = {
  amountNotPositive: problem(10_008, 'Total amount must be greater than 0'),
  userNotFound: problem(10_101, 'MobilePay user not found'),
  directExists: problem(10_104, 'Invoice already exists'),
  otherCountry: problem(10_106, 'Invoice country does not match consumer country'),
  amountTooLarge: problem(10_201, 'Total invoice amount is exceeded'),
  accountInvalid: problem(10_203, 'Account validation error'),
  linkExists: problem(10_301, 'Invoice already exists'),
  issuerNotFound: problem(10_303, 'Invoice issuer not found'),
  dueTooLate: problem(10_310, 'DueDate must be no later than 400 days from today'),
  dueTooEarly: problem(10_311, 'DueDate must be today or later'),
  issuedTooLate: problem(10_312, 'IssueDate must be no later than today'),
  tooMany: problem(
    10_314,
    'Your daily limit has been reached. No more than 10 invoices can be created per consumer per merchant per day.',
  ),
} as const

export const { issuerNotFound, userNotFound } = problems

const largestMinor = { DKK: 30_000_000, EUR: 200_000 } as const
const latestDays = 400
const largestCountPerDay = 10
const dialling = { DK: '+45', FI: '+358' } as const

/** Remembers what has been created, so that a batch of thousands can be checked. */
export interface InvoiceCheck {
  readonly problemOf: (terms: InvoiceTerms) => InvoiceProblem | undefined
  readonly remember: (terms: InvoiceTerms) => void
}

const fingerprintOf = ({ point, ...terms }: InvoiceTerms) => JSON.stringify([point.id, terms])

const countKey = (phoneNumber: string, day: Day) => `${day}/${phoneNumber}`

export const createInvoiceCheck = (
  { agenda, days, merchant }: Stage,
  { disabledIssuers }: InvoiceBook,
): InvoiceCheck => {
  const known = new Set<string>()
  const counts = new Map<string, number>()
  const today = () => days.dayOf(agenda.now())

  const consumerProblem = (phoneNumber: string) => {
    if (!phoneNumber.startsWith(dialling[merchant.country])) return problems.otherCountry
    if (!isSubscriber(phoneNumber)) return problems.userNotFound
    const count = counts.get(countKey(phoneNumber, today())) ?? 0
    return count >= largestCountPerDay ? problems.tooMany : undefined
  }
  return {
    problemOf: (terms) => {
      const { kind, point, totalMinor, dueDay, issueDay = '', phoneNumber } = terms
      if (totalMinor <= 0) return problems.amountNotPositive
      if (totalMinor > largestMinor[merchant.currency]) return problems.amountTooLarge
      if (point.state !== 'active' || disabledIssuers.has(point.id)) return problems.accountInvalid
      if (dueDay < today()) return problems.dueTooEarly
      if (dueDay > addDays(today(), latestDays)) return problems.dueTooLate
      if (issueDay > today()) return problems.issuedTooLate
      if (known.has(fingerprintOf(terms))) {
        return kind === 'direct' ? problems.directExists : problems.linkExists
      }
      // A link is for whoever opens it.
      return kind === 'direct' && phoneNumber !== undefined
        ? consumerProblem(phoneNumber)
        : undefined
    },
    remember: (terms) => {
      known.add(fingerprintOf(terms))
      if (terms.kind !== 'direct' || terms.phoneNumber === undefined) return
      const key = countKey(terms.phoneNumber, today())
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
  }
}
