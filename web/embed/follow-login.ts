import type { HandleKey, LoginCalls, WaitOutcome } from './login-calls.ts'
import { pause } from './pause.ts'

type Mail = Extract<WaitOutcome, { readonly kind: 'mail' }>

interface FollowOptions {
  /** The last status that is known already. */
  readonly since: 'new' | 'started'
  readonly signal: AbortSignal
  readonly onMail: (mail: Mail) => void
  readonly onGone: () => void
}

/** Waits for each next step of a login until it is done or burnt, its handle is gone, or `signal`. */
export async function followLogin(
  calls: LoginCalls,
  key: HandleKey,
  { since, signal, onMail, onGone }: FollowOptions,
): Promise<void> {
  let known: string = since
  let failures = 0
  try {
    for (;;) {
      const askedAt = performance.now()
      const outcome = await calls.wait(key, known, signal)
      failures = outcome.kind === 'unreachable' ? failures + 1 : 0
      switch (outcome.kind) {
        case 'mail':
          onMail(outcome)
          if (outcome.status === 'done' || outcome.status === 'burnt') return
          known = outcome.status
          break
        case 'gone':
          onGone()
          return
        case 'nothing':
          // Held for as long as usual: ask again. Sent away at once (the server is stopping): later.
          if (performance.now() - askedAt < 1000) await pause(1000, signal)
          break
        case 'unreachable':
          await pause(Math.min(500 * 2 ** failures, 10_000), signal)
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
