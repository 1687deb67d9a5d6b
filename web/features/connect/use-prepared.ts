import { useEffect, useEffectEvent } from 'react'

import type { LoginRequest } from '../../embed/login-calls.ts'
import type { Desk } from './desk.ts'

/** Keeps a form at hand for `request`, also after the machine has slept. */
export function usePrepared({ prepare }: Desk, request: LoginRequest | undefined): void {
  const wish = JSON.stringify(request)
  const keep = useEffectEvent(() => {
    if (request && document.visibilityState === 'visible') prepare(request)
  })
  useEffect(() => {
    const again = () => {
      if (wish !== undefined) keep()
    }
    again()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [wish])
}
