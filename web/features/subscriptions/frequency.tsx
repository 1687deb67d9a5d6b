import { Plural, useLingui } from '@lingui/react/macro'

import { frequencyName } from './words.tsx'

/** How often an agreement is charged. */
export function Frequency({ frequency }: { frequency: number }) {
  const { t } = useLingui()
  const name = frequencyName(frequency)
  return name === null ? (
    <Plural value={frequency} one="# time a year" other="# times a year" />
  ) : (
    t(name)
  )
}
