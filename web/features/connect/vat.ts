import type { Country } from '#shared/mobilepay/common.ts'

/** Why a text is no VAT number, for the sentence under the field. */
type VatProblem = 'missing' | 'characters' | 'length'

/**
 * Reads a VAT number the way people write it: with or without the country, with spaces, and in
 * Finland with the hyphen of the business ID (`1234567-8`), which is read as Finnish wherever no
 * country is written. Eight digits alone belong to the chosen country.
 */
export function readVat(
  text: string,
  chosen: Country,
): { readonly vat: string } | { readonly problem: VatProblem } {
  const compact = text.replace(/\s/g, '').toUpperCase()
  const { country, rest } = splitCountry(compact)
  const digits = rest.replace(/^-|(?<=^\d{7})-/g, '')
  if (digits === '') return { problem: 'missing' }
  if (!/^\d+$/.test(digits)) return { problem: 'characters' }
  if (digits.length !== 8) return { problem: 'length' }
  return { vat: `${country ?? chosen}${digits}` }
}

/** Takes the country off the front of what is typed or pasted, if it tells one. */
export function splitCountry(text: string): { country: Country | null; rest: string } {
  const written = /^\s*(DK|FI)/i.exec(text)
  if (written) {
    const country = written[1]?.toUpperCase() === 'FI' ? 'FI' : 'DK'
    return { country, rest: text.slice(written[0].length).trimStart() }
  }
  return { country: /^\s*\d{7}-\d\s*$/.test(text) ? 'FI' : null, rest: text }
}
