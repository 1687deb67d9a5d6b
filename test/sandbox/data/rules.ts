/** How this MobilePay behaves where it could behave otherwise: changed while the stand-in runs, counted at once. */
export interface Rules {
  /** MobilePay itself, or the facade in front of the platform it was moved to: see `facade.ts`. */
  platform: 'original' | 'facade'
  /** Whether a login must name a company. Where it need not, and does not, the APIs answer its tokens with 403. */
  merchantVat: 'required' | 'optional'
  /** Whether a refund must be covered by what its payment point took since the last payout, as documented. */
  refundFunds: 'balance' | 'unlimited'
  /** What the deprecated list of payments still holds: the facade's only the reserved ones, whatever is asked for. */
  paymentsList: 'reserved' | 'every state'
  /** How many of the next captures end in the unknown: answered with 500, the payment left in `captureStarted`. */
  unknownCaptures: number
  /** Whether callbacks and webhooks may also go to `http://` addresses of this machine; MobilePay takes https only. */
  loopbackHttp: boolean
  /** Whether the Subscriptions facade counts calls. */
  rateLimits: boolean
  /** What a call too many is answered: MobilePay documents the limits, but not this answer. */
  rateLimitReply: 'empty' | 'error body'
}

export const createRules = (): Rules => ({
  platform: 'original',
  merchantVat: 'required',
  refundFunds: 'balance',
  paymentsList: 'reserved',
  unknownCaptures: 0,
  loopbackHttp: false,
  rateLimits: false,
  rateLimitReply: 'empty',
})

/** Whether MobilePay would call this address. */
export const isCallable = ({ protocol, hostname }: URL, { loopbackHttp }: Rules): boolean =>
  protocol === 'https:' ||
  (loopbackHttp &&
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')))
