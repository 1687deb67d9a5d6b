import {
  frameHeaders,
  handleSchema,
  type HandleAnswer,
  type RedeemAnswer,
  redeemSchema,
  waitSchema,
} from '#shared/api.ts'
import type { Product } from '#shared/scopes.ts'

import type { FrameFetch } from './frame-fetch.ts'

/** What the merchant is about to allow. */
export interface LoginRequest {
  readonly vat: string
  readonly scopes: readonly Product[]
  readonly locale?: string
}

/** Names a handle, and is it too (`hk`) where no cookie can. */
export type HandleKey = Pick<HandleAnswer, 'hid' | 'hk'>

/** No answer, or one that says nothing about the login: worth another try. */
interface Unreachable {
  readonly kind: 'unreachable'
}

export type WaitOutcome =
  | { readonly kind: 'mail'; readonly status: 'new' | 'started' | 'burnt' }
  | { readonly kind: 'mail'; readonly status: 'done'; readonly ticket: string }
  | { readonly kind: 'nothing' }
  /** This frame does not have that handle (any more). */
  | { readonly kind: 'gone' }
  | Unreachable

export type RedeemOutcome =
  | { readonly kind: 'answered'; readonly answer: RedeemAnswer }
  /** The ticket is too old, was used, or its login was started twice. */
  | { readonly kind: 'stale' }
  | Unreachable

/** The frame's calls around a login. They reject only when `signal` aborts. */
export interface LoginCalls {
  readonly handle: (
    request: LoginRequest,
    isCookieless: boolean,
    signal: AbortSignal,
  ) => Promise<
    | { readonly kind: 'handle'; readonly handle: HandleAnswer }
    | { readonly kind: 'refused' }
    | Unreachable
  >
  /** `since` undefined: answers at once. */
  readonly wait: (
    key: HandleKey,
    since: string | undefined,
    signal: AbortSignal,
  ) => Promise<WaitOutcome>
  readonly redeem: (key: HandleKey, ticket: string, signal: AbortSignal) => Promise<RedeemOutcome>
  /** Lets the other business of an answer take the present connection's place. */
  readonly replace: (replacement: string, signal: AbortSignal) => Promise<RedeemOutcome>
}

export function createLoginCalls(fetch: FrameFetch): LoginCalls {
  async function send(path: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(path, init)
      const { status } = response
      const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
      return { status, body: isJson ? await response.json() : undefined }
    } catch (error) {
      if (init.signal?.aborted === true) throw error
      // `fetch` tells no kinds of failure apart: the network, or a body that broke off.
      return { status: 0, body: undefined }
    }
  }

  function post(path: string, body: unknown, signal: AbortSignal, key?: HandleKey) {
    const headers = { 'content-type': 'application/json', ...heldKey(key) }
    return send(path, { method: 'POST', body: JSON.stringify(body), headers, signal })
  }

  return {
    async handle({ vat, scopes, locale }, isCookieless, signal) {
      const wish = { vat, scopes, locale, ...(isCookieless ? { cookieless: true } : {}) }
      const { status, body } = await post('/auth/handle', wish, signal)
      const parsed = handleSchema.safeParse(body)
      if (status === 200 && parsed.success) return { kind: 'handle', handle: parsed.data }
      return { kind: isRefusal(status) ? 'refused' : 'unreachable' }
    },

    async wait(key, since, signal) {
      const query = new URLSearchParams({ hid: key.hid, ...(since === undefined ? {} : { since }) })
      if (since === undefined) query.set('peek', '')
      const { status, body } = await send(`/auth/wait?${query.toString()}`, {
        headers: heldKey(key),
        signal,
      })
      if (status === 204) return { kind: 'nothing' }
      const parsed = waitSchema.safeParse(body)
      if (status !== 200 || !parsed.success) {
        return isRefusal(status) ? { kind: 'gone' } : { kind: 'unreachable' }
      }
      const { status: progress, ticket } = parsed.data
      if (progress !== 'done') return { kind: 'mail', status: progress }
      return ticket === undefined
        ? { kind: 'unreachable' }
        : { kind: 'mail', status: 'done', ticket }
    },

    async redeem(key, ticket, signal) {
      const body = { hid: key.hid, ticket }
      return readRedeemed(await post('/auth/redeem', body, signal, key))
    },

    async replace(replacement, signal) {
      return readRedeemed(await post('/auth/redeem', { replacement }, signal))
    },
  }
}

function readRedeemed({ status, body }: { status: number; body: unknown }): RedeemOutcome {
  const parsed = redeemSchema.safeParse(body)
  if (status === 200 && parsed.success) return { kind: 'answered', answer: parsed.data }
  return { kind: isRefusal(status) ? 'stale' : 'unreachable' }
}

function heldKey(key: HandleKey | undefined): Readonly<Record<string, string>> {
  return key?.hk === undefined ? {} : { [frameHeaders.handle]: key.hk }
}

/** Asking again would not change the answer; 429 says to ask later. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429
}
