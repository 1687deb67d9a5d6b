import { Plural, useLingui } from '@lingui/react/macro'

import { frequencies } from '#shared/mobilepay/subscriptions.ts'

import { frequencyNames } from './words.tsx'

/** How often an agreement is charged. */
export function Frequency({ frequency }: { frequency: number }) {
  const { t } = useLingui()
  const known = frequencies.find((one) => one === frequency)
  return known === undefined ? (
    <Plural value={frequency} one="# time a year" other="# times a year" />
  ) : (
    <>{t(frequencyNames[known])}</>
  )
}
