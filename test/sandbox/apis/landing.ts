import type { Call } from './call.ts'

/** Where MobilePay's own landing pages are. */
const base = 'https://open.mobilepay.dk/landing'

/** The page that opens the app, with everything it needs in its query; the stand-in's own where it has one. */
export const landingUrl = (
  { landing = base }: Call,
  parameters: Readonly<Record<string, string | undefined>>,
): string => {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return `${landing}?${new URLSearchParams(given).toString()}`
}
