import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'

import { mostExpiryMinutes } from '#shared/mobilepay/subscriptions-request.ts'

const day = 24 * 60

const choices = [
  { minutes: 5, name: msg`5 minutes: the customer is here now` },
  { minutes: 60, name: msg`1 hour` },
  { minutes: day, name: msg`1 day` },
  { minutes: 7 * day, name: msg`1 week` },
  { minutes: 14 * day, name: msg`2 weeks` },
  { minutes: 28 * day, name: msg`4 weeks` },
  { minutes: mostExpiryMinutes, name: msg`18 weeks, the longest there is` },
] as const

/** How long a customer may take to answer, in minutes; for a form's select. */
export function useExpiryOptions() {
  const { t } = useLingui()
  return choices.map(({ minutes, name }) => ({ value: String(minutes), label: t(name) }))
}

/** The values of the options. */
export const expiryMinutes = choices.map(({ minutes }) => String(minutes))
