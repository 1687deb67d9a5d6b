/** Something that a pasted text may be the number of, and the page that shows it. */
export type Numbered =
  | { readonly kind: 'payment' | 'payout' | 'invoice'; readonly to: string }
  /** The provider in whose list it is stands in its address too. */
  | { readonly kind: 'agreement'; readonly id: string }

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/**
 * What a text may be the number of: nothing in an id says whose it is, so each kind is offered. A
 * bank writes a payout's reference with or without signs between its parts: 20 digits in all.
 */
export function readNumber(text: string): readonly Numbered[] {
  const trimmed = text.trim()
  if (guid.test(trimmed)) {
    const id = trimmed.toLowerCase()
    return [
      { kind: 'payment', to: `/payments/${id}` },
      { kind: 'payout', to: `/payouts/${id}` },
      { kind: 'invoice', to: `/invoices/${id}` },
      { kind: 'agreement', id },
    ]
  }
  const digits = trimmed.replaceAll(/[\s.·-]/g, '')
  return /^\d{20}$/.test(digits) ? [{ kind: 'payout', to: `/payouts?ref=${digits}` }] : []
}
