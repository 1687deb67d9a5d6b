import { useState } from 'react'

import { useConnection } from '../../api/session.ts'
import { type Matter, nothing } from './matter.ts'

export interface Ending {
  readonly days: number
}

const dayMilliseconds = 86_400_000
/** A session lasts a month from its last use, so that a week is soon. */
const soonDays = 7

/** A connection that ends within a week if nobody uses it. */
export function useConnectionEnd(): Matter<Ending> {
  const { session } = useConnection()
  const [now] = useState(Date.now)
  const left = Date.parse(session.sessionExpiresAt) - now
  const days = Math.max(0, Math.floor(left / dayMilliseconds))
  return days < soonDays ? { state: 'something', what: { days } } : nothing
}
