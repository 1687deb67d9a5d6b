import { type Currency, type Money, readAmount } from '#shared/money.ts'

/** Why a typed amount is refused; the form says it in a sentence. */
export type MoneyTextProblem =
  | 'missing'
  | 'not_amount'
  | 'ambiguous'
  | 'too_precise'
  | 'other_currency'
  | 'negative'
  | 'too_large'

type ReadMoney = { readonly money: Money } | { readonly problem: MoneyTextProblem }

const names: Readonly<Record<Currency, RegExp>> = {
  DKK: /^(?:DKK|kr\.?)\s*|\s*(?:DKK|kr\.?|,-)$/gi,
  EUR: /^(?:EUR|€)\s*|\s*(?:EUR|€)$/gi,
}
const anyName = /^[\p{L}\p{Sc}][\p{L}.]*\s*\d|\d\s*(?:\p{L}+\.?|\p{Sc})$/u

/** `1.234` and `1,234` are a thousand and more to one reader, and one and a bit to the other. */
const ambiguous = /^[1-9]\d{0,2}[.,]\d{3}$/
const plain = /^(\d*)(?:[.,](\d{1,2}))?$/
const tooPrecise = /^\d*[.,]\d{3,}$/
// With groups the decimal sign must be the other one, so that no reader can take it for a group.
const grouped = [
  /^([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d{1,2}))?$/,
  /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))$/,
  /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))$/,
  /^([1-9]\d{0,2}(?:\.\d{3}){2,})()$/,
  /^([1-9]\d{0,2}(?:,\d{3}){2,})()$/,
] as const

/**
 * Reads an amount that a person typed, exactly. It is read alike in every language: a text that means
 * one thing to a Dane and another to a Briton is refused instead of guessed at.
 */
export function readMoneyText(text: string, currency: Currency): ReadMoney {
  const written = text
    .normalize('NFKC')
    .replaceAll(/[\s’']+/g, ' ')
    .trim()
  if (written === '') return { problem: 'missing' }
  const unsigned = written.replace(/^[-−–]\s*/, '')
  const digits = unsigned.replaceAll(names[currency], '').trim()
  if (anyName.test(digits)) return { problem: 'other_currency' }
  if (ambiguous.test(digits)) return { problem: 'ambiguous' }
  const parts = [plain, ...grouped].map((shape) => shape.exec(digits)).find((match) => match)
  const [, whole = '', fraction = ''] = parts ?? []
  if (whole + fraction === '') {
    return { problem: tooPrecise.test(digits) ? 'too_precise' : 'not_amount' }
  }
  const units = whole.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '') || '0'
  const money = readAmount(`${units}.${fraction.padEnd(2, '0')}`, currency)
  if (money === null) return { problem: 'too_large' }
  return unsigned === written || money.minor === 0 ? { money } : { problem: 'negative' }
}

/** Writes an amount as it stands in a field: the language's signs, always two decimals, no currency. */
export function writeMoneyText({ minor }: Money, locale: string): string {
  const decimal = `${minor}e-2`
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    .format(isNumeric(decimal) ? decimal : 0)
    .replaceAll('\u2212', '-')
}

// Intl reads a decimal string exactly, where dividing by 100 is not exact for large amounts.
function isNumeric(text: string): text is `${number}` {
  return /^-?\d{1,16}e-2$/.test(text)
}
