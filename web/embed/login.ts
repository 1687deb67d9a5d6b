import { followLogin } from './follow-login.ts'
import type { FrameFetch } from './frame-fetch.ts'
import { readHandOver } from './hand-over.ts'
import {
  createLoginCalls,
  type HandleKey,
  type LoginRequest,
  type RedeemOutcome,
} from './login-calls.ts'
import { type FailureReason, formOf, isUnderWay, type Login } from './login-state.ts'
import { createOffers } from './offer-form.ts'
import { pause } from './pause.ts'

interface LoginOptions {
  readonly fetch: FrameFetch
  /** The frame's window, where the login's window posts its answer to. */
  readonly messages: EventTarget
  /** Our own origin. */
  readonly origin: string
  readonly onChange: (login: Login) => void
  /** In milliseconds; tests are in more of a hurry than merchants. */
  readonly times?: Partial<typeof usualTimes>
}

/** The frame's side of a login (embedding.md section 3). */
export interface FrameLogin {
  /** Call when Connect is on the screen, and again when the page is looked at again: keeps a form
   * at hand. Another merchant than before ends what is under way. */
  readonly prepare: (request: LoginRequest) => void
  /** Call when the form's button is pressed: a sandbox may let no submit event come of that. */
  readonly press: () => void
  /** Call in the start form's submit handler, which must neither prevent nor delay the submit. */
  readonly submit: (event: { readonly preventDefault: () => void }) => void
  /** Call with `/auth/session`'s pending handles, after a reload. */
  readonly resume: (pending: readonly string[]) => void
  /** Call in phase `other`, where the merchant wants the other business. */
  readonly useOther: () => void
  /** Gives up waiting and offers a new login; should the old one be finished after all, it counts. */
  readonly startOver: () => void
  readonly stop: () => void
}

const usualTimes = {
  /** Without a window by then, something holds it back. */
  blockedAfter: 3000,
  /** A browser submits a form at once, or never. */
  ignoredAfter: 500,
  renewAfter: 8 * 60_000,
  /** The start token lives ten minutes; a click on a form older than this would open a failure. */
  staleAfter: 9.5 * 60_000,
}

/** A login that may have been started: its answer counts whenever it comes. */
interface Attempt {
  readonly key: HandleKey
  readonly following: AbortController
  isRedeeming: boolean
}

export function createLogin(options: LoginOptions): FrameLogin {
  const { fetch, messages, origin, onChange } = options
  const times = { ...usualTimes, ...options.times }
  const calls = createLoginCalls(fetch)
  const life = new AbortController()
  const attempts = new Map<string, Attempt>()
  let login: Login = { phase: 'idle' }
  /** The attempt that the merchant is looking at; others only matter if they succeed. */
  let current: Attempt | undefined
  let hint: ReturnType<typeof setTimeout> | undefined

  function change(next: Login): void {
    login = next
    if (!life.signal.aborted) onChange(next)
  }

  const offers = createOffers(calls, times, {
    onForm({ h, hid }) {
      const form = { h, target: login.phase === 'blocked' ? '_blank' : `mpc-${hid}` }
      switch (login.phase) {
        case 'idle':
        case 'ready':
          return change({ phase: 'ready', form })
        case 'failed':
          // That was only that there is no form.
          if (login.reason === 'unreachable') return change({ phase: 'ready', form })
          return change({ ...login, form })
        case 'blocked':
        case 'burnt':
        case 'expired':
          return change({ ...login, form })
        case 'opening':
        case 'started':
        case 'redeeming':
        case 'other':
        case 'connected':
      }
    },
    onFailure(reason) {
      if (login.phase === 'idle' || reason !== 'unreachable') fail(reason)
    },
  })

  function fail(reason: FailureReason): void {
    change({ phase: 'failed', reason, form: undefined })
  }

  function begin(key: HandleKey, since: 'new' | 'started'): Attempt {
    const attempt = { key, following: new AbortController(), isRedeeming: false }
    attempts.set(key.hid, attempt)
    current = attempt
    void followLogin(calls, key, {
      since,
      signal: attempt.following.signal,
      onMail(mail) {
        if (mail.status === 'done') void redeem(attempt, mail.ticket)
        else if (mail.status === 'started') onStarted(attempt)
        else if (mail.status === 'burnt') lose(attempt, 'burnt')
      },
      onGone: () => lose(attempt, 'expired'),
    })
    return attempt
  }

  function onStarted(attempt: Attempt): void {
    if (login.phase !== 'opening' && login.phase !== 'blocked') return
    current = attempt
    clearTimeout(hint)
    offers.withdraw()
    change({ phase: 'started' })
  }

  function forget(attempt: Attempt): void {
    attempts.delete(attempt.key.hid)
    attempt.following.abort()
  }

  function lose(attempt: Attempt, phase: 'burnt' | 'expired'): void {
    forget(attempt)
    // In `blocked` a newer form is at hand, and this one was never started.
    if (attempt !== current || attempt.isRedeeming || login.phase === 'blocked') return
    clearTimeout(hint)
    current = undefined
    change({ phase, form: undefined })
    offers.renew()
  }

  async function redeem(attempt: Attempt, ticket: string): Promise<void> {
    if (attempt.isRedeeming || login.phase === 'connected') return
    attempt.isRedeeming = true
    attempt.following.abort()
    if (attempt === current) {
      clearTimeout(hint)
      offers.withdraw()
      change({ phase: 'redeeming' })
    }
    const outcome = await redeemPatiently(attempt.key, ticket)
    if (life.signal.aborted || outcome === undefined) return
    forget(attempt)
    if (outcome.kind === 'answered' && outcome.answer.connected) {
      dropAttempts()
      offers.withdraw()
      change({ phase: 'connected' })
    } else if (attempt === current) {
      current = undefined
      settle(outcome)
    }
  }

  /** What did not connect: says so and offers another login, or has a question first. */
  function settle(outcome: RedeemOutcome): void {
    if (outcome.kind === 'stale') change({ phase: 'expired', form: undefined })
    else if (outcome.kind === 'unreachable') fail('interrupted')
    else if (!outcome.answer.connected) {
      const { reason, replacement } = outcome.answer
      if (reason === 'other_business') {
        return change({ phase: 'other', replacement: replacement ?? '' })
      }
      fail(reason)
    }
    offers.renew()
  }

  async function replace(replacement: string): Promise<void> {
    change({ phase: 'redeeming' })
    try {
      const outcome = await calls.replace(replacement, life.signal)
      if (outcome.kind === 'answered' && outcome.answer.connected) change({ phase: 'connected' })
      else settle(outcome)
    } catch (error) {
      if (!life.signal.aborted) throw error
    }
  }

  /** A ticket that was not answered may be sent again: it is exchanged once at most. */
  async function redeemPatiently(key: HandleKey, ticket: string) {
    try {
      for (let tries = 1; ; tries += 1) {
        const outcome = await calls.redeem(key, ticket, life.signal)
        if (outcome.kind !== 'unreachable' || tries === 4) return outcome
        await pause(500 * 2 ** tries, life.signal)
      }
    } catch (error) {
      if (!life.signal.aborted) throw error
      return undefined
    }
  }

  function dropAttempts(): void {
    clearTimeout(hint)
    for (const attempt of attempts.values()) forget(attempt)
    current = undefined
  }

  function hearWindow(event: Event): void {
    const handedOver = readHandOver(event, origin)
    const attempt = handedOver && attempts.get(handedOver.hid)
    if (handedOver === undefined || attempt === undefined || attempt.isRedeeming) return
    handedOver.acknowledge()
    void redeem(attempt, handedOver.ticket)
  }
  messages.addEventListener('message', hearWindow)

  return {
    prepare(request) {
      const isOther = offers.ask(request)
      if (isOther) dropAttempts()
      if (isOther || login.phase === 'connected') change({ phase: 'idle' })
      if (!isUnderWay(login)) offers.keep()
    },

    press() {
      const pressed = formOf(login)
      setTimeout(() => {
        const form = formOf(login)
        if (form === undefined || form.h !== pressed?.h || login.phase === 'blocked') return
        change({ phase: 'blocked', form: { ...form, target: '_blank' } })
      }, times.ignoredAfter)
    },

    submit(event) {
      const handle = offers.take()
      if (handle === undefined) {
        // Pressed twice, which would burn the login, or after the machine has slept.
        event.preventDefault()
        if (isUnderWay(login)) return
        change({ phase: 'idle' })
        offers.keep()
        return
      }
      const attempt = begin(handle, 'new')
      login = { phase: 'opening' }
      // Told only after the browser has taken the form: one that has left the page is not sent.
      setTimeout(() => {
        if (attempt === current && login.phase === 'opening') change(login)
      })
      clearTimeout(hint)
      hint = setTimeout(() => {
        if (attempt !== current || login.phase !== 'opening') return
        change({ phase: 'blocked', form: undefined })
        // The next try is another login: this one may only be slow, and twice would burn it.
        offers.renew()
      }, times.blockedAfter)
    },

    resume(pending) {
      const unknown = pending.filter((hid) => !attempts.has(hid))
      for (const hid of unknown) begin({ hid }, 'started')
      if (unknown.length === 0 || isUnderWay(login)) return
      offers.withdraw()
      change({ phase: 'started' })
    },

    useOther() {
      if (login.phase === 'other') void replace(login.replacement)
    },

    startOver() {
      clearTimeout(hint)
      current = undefined
      change({ phase: 'idle' })
      offers.renew()
    },

    stop() {
      dropAttempts()
      offers.withdraw()
      life.abort()
      messages.removeEventListener('message', hearWindow)
    },
  }
}
