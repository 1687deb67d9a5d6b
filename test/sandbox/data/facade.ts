import type { Rules } from './rules.ts'
import type { CallbackEvent } from './subscription-events.ts'

/** Whether this is Subscriptions and App Payments as they live on after the move, and nothing else. */
export const isFacade = ({ platform }: Pick<Rules, 'platform'>): boolean => platform === 'facade'

/** What the facade puts in the place of the merchant's wishes. */
export const facade = {
  /** A pending agreement, and the one-off that comes with it. */
  agreementMinutes: 10,
  /** A one-off on an agreement that is there. */
  oneOffMinutes: 1,
  refundDays: 365,
  /** How far ahead customers see a charge. */
  visibleDays: 35,
  /** Of App Payments: descriptions, and redirect addresses in lists. */
  longestText: 100,
} as const

const cancelled: CallbackEvent = { status: 'Cancelled', code: 70_003, text: 'Payment cancelled.' }

/** Rejected by the customer, declined by the merchant or with its agreement, expired. */
const replaced: readonly number[] = [50_001, 50_002, 50_005, 50_008]

/** One word for all the ways in which a payment can come to nothing before money moves. */
export const facadeEvent = (event: CallbackEvent): CallbackEvent =>
  replaced.includes(event.code) ? cancelled : event

export const cutText = (text: string): string => text.slice(0, facade.longestText)
