/** The country codes of MobilePay's customers. */
export type DiallingCode = '+45' | '+358'

/**
 * Reads a Danish or Finnish phone number as people and spreadsheets write it, into `+45…` or `+358…`;
 * one without a country gets `home`. Null for anything else.
 */
export function readPhone(text: string, home: DiallingCode): string | null {
  const digits = text.replaceAll(/[\s().-]/g, '').replace(/^00/, '+')
  // A spreadsheet that takes the number for one drops the sign.
  const hasCode = digits.startsWith(home.slice(1)) && digits.length > 9
  const local = home === '+358' ? digits.replace(/^0/, '') : digits
  const number = digits.startsWith('+') ? digits : hasCode ? `+${digits}` : home + local
  return /^\+45\d{8}$|^\+358\d{5,12}$/.test(number) ? number : null
}
