/** ISO 4217 codes of the two currencies MobilePay settles in. Both have two decimals. */
export const currencies = ['DKK', 'EUR'] as const

export type Currency = (typeof currencies)[number]

/** An exact amount: `minor` is a safe integer number of øre or cents, negative for money going out. */
export interface Money {
  readonly minor: number
  readonly currency: Currency
}

// Zeros after the second decimal change nothing, so `12.5000` is exact; `12.505` is not.
const decimalPattern = /^(-?)(0|[1-9]\d*)(?:\.(\d{1,2})0*)?$/

// A double keeps every decimal of 15 digits. Beyond that, JSON.parse may have rounded an amount
// before we see it, so such a number is refused although it may look exact.
const largestExactNumber = 1e13

/**
 * Reads an amount as MobilePay writes it: a decimal string (`"10.99"`) or a JSON number (`10.99`),
 * in whole units. A number counts as its shortest decimal form.
 *
 * Returns null where the amount could only be kept by rounding it (a third decimal, 15 digits or
 * more) or is no plain decimal.
 */
export function readAmount(value: string | number, currency: Currency): Money | null {
  if (typeof value === 'number' && Math.abs(value) >= largestExactNumber) return null
  const match = decimalPattern.exec(String(value))
  if (!match) return null
  const [, sign, whole, fraction = ''] = match
  const minor = Number(`${whole}${fraction.padEnd(2, '0')}`)
  if (!Number.isSafeInteger(minor)) return null
  return { minor: sign && minor > 0 ? -minor : minor, currency }
}

/** The amount as a JSON number in whole units, as MobilePay's Subscriptions and Invoice take it. */
export function wireAmount({ minor }: Money): number {
  // By its decimal form, because dividing by 100 is not exact for large amounts.
  return Number(`${minor}e-2`)
}

/**
 * Adds amounts of one currency.
 *
 * @throws RangeError when one is in another currency, or the sum is no longer exact.
 */
export function sumMoney(amounts: Iterable<Money>, currency: Currency): Money {
  let minor = 0
  for (const amount of amounts) {
    if (amount.currency !== currency) {
      throw new RangeError(`cannot add ${amount.currency} to ${currency}`)
    }
    minor += amount.minor
    if (!Number.isSafeInteger(minor)) throw new RangeError('the sum is too large to be exact')
  }
  return { minor, currency }
}

const formats = new Map<string, Intl.NumberFormat>()

/**
 * Writes an amount the way `locale` does, sign included.
 *
 * Kroner are `kr.` in Danish only. Elsewhere the code is printed, because ICU's abbreviations
 * (`Dkr` in Swedish, none in English) are not what people know.
 */
export function formatMoney(money: Money, locale: string): string {
  const key = `${locale} ${money.currency}`
  let format = formats.get(key)
  if (!format) {
    const code = money.currency === 'DKK' && !locale.startsWith('da')
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: money.currency,
      currencyDisplay: code ? 'code' : 'symbol',
    })
    formats.set(key, format)
  }
  const decimal = `${money.minor}e-2`
  if (!isNumeric(decimal)) throw new RangeError('the amount is not a safe integer')
  return format.format(decimal)
}

// Intl reads a decimal string exactly, where dividing by 100 is not exact for large amounts.
function isNumeric(text: string): text is `${number}` {
  return /^-?\d{1,16}e-2$/.test(text)
}
