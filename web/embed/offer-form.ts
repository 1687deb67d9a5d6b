import type { HandleAnswer } from '#shared/api.ts'

import type { LoginCalls, LoginRequest } from './login-calls.ts'
import type { FailureReason } from './login-state.ts'
import { pause } from './pause.ts'

interface OfferEvents {
  readonly onForm: (handle: HandleAnswer) => void
  readonly onFailure: (reason: FailureReason) => void
}

interface OfferTimes {
  readonly renewAfter: number
  readonly staleAfter: number
}

/** Keeps one handle ready for the merchant's click, and a fresh one. */
export interface Offers {
  /** What to ask for. True: for another merchant than before. */
  readonly ask: (request: LoginRequest) => boolean
  /** Sees to it that there is one. */
  readonly keep: () => void
  /** Gets another one, in place of what there is. */
  readonly renew: () => void
  /** Hands it out, if it is fresh. Nobody gets it twice. */
  readonly take: () => HandleAnswer | undefined
  readonly withdraw: () => void
}

export function createOffers(calls: LoginCalls, times: OfferTimes, events: OfferEvents): Offers {
  let request: LoginRequest | undefined
  let offered: { readonly handle: HandleAnswer; readonly madeAt: number } | undefined
  let asking: AbortController | undefined
  /** Whether the browser keeps no cookies here: known after the first handle. */
  let isCookieless = false
  let hasBeenCookieless = false

  const isFresh = () => offered !== undefined && Date.now() - offered.madeAt < times.staleAfter

  function withdraw(): void {
    asking?.abort()
    asking = undefined
    offered = undefined
  }

  function renew(): void {
    withdraw()
    if (request === undefined) return
    asking = new AbortController()
    void keepOffering(request, asking.signal)
  }

  async function keepOffering(wish: LoginRequest, signal: AbortSignal): Promise<void> {
    let failures = 0
    try {
      for (;;) {
        const outcome = await calls.handle(wish, isCookieless, signal)
        if (outcome.kind === 'refused') {
          events.onFailure(isCookieless && !hasBeenCookieless ? 'cookies_blocked' : 'not_allowed')
          return
        }
        if (outcome.kind === 'unreachable') {
          failures += 1
          if (!isFresh()) events.onFailure('unreachable')
          await pause(Math.min(500 * 2 ** failures, 30_000), signal)
          continue
        }
        const { handle } = outcome
        if (!isCookieless) {
          const peeked = await calls.wait(handle, undefined, signal)
          isCookieless = peeked.kind === 'gone'
          if (isCookieless) continue
        }
        hasBeenCookieless = isCookieless
        failures = 0
        offered = { handle, madeAt: Date.now() }
        events.onForm(handle)
        await pause(times.renewAfter, signal)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  return {
    ask(next) {
      const before = request
      request = next
      if (before !== undefined && !isSame(before, next)) withdraw()
      return before !== undefined && before.vat !== next.vat
    },
    keep() {
      if (asking === undefined || (offered !== undefined && !isFresh())) renew()
    },
    renew,
    take() {
      const taken = isFresh() ? offered?.handle : undefined
      if (taken !== undefined) withdraw()
      return taken
    },
    withdraw,
  }
}

function isSame(one: LoginRequest, other: LoginRequest): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
