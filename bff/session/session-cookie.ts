import { hash, randomBytes } from 'node:crypto'

import { decrypt, encrypt } from '../secret-box.ts'
import { cookieNames, maximumCookieLength, serializeCookie } from './cookies.ts'
import { createMemo } from './memo.ts'
import type { Seals } from './seal.ts'
import { sealedSessionSchema, type Session, sessionEndsAt, tokenSetSchema } from './session.ts'

export type OpenedSession =
  | { readonly kind: 'open'; readonly session: Session }
  | { readonly kind: 'none'; readonly reason: 'expired' | 'invalid' | 'unknown_key' | 'lost' }

/** Where tokens go that are too large for a cookie: a place that forgets after a while. */
interface Vault {
  get(key: string): Promise<string | undefined>
  put(key: string, value: string, ttlSeconds: number): Promise<void>
}

export interface SessionCookies {
  /**
   * Opens a session cookie's value. Seen before: at once, from memory. Never throws for a bad value.
   */
  open(value: string, purpose?: SessionPurpose): OpenedSession | Promise<OpenedSession>
  /** Seals a session for its place; the result is remembered, so the next request finds it open. */
  seal(session: Session): Promise<string>
  /** The response header that puts a sealed session where it lives. */
  header(session: Session, sealed: string): readonly [name: string, value: string]
}

type SessionPurpose = 'session' | 'cookieless-session'

/** Response header with the session of a frame whose browser keeps no cookie (decision 33). */
export const sessionHeader = 'X-MPC-Session'

/** Of which kind a session's seal is. */
export function purposeOf(session: Session): SessionPurpose {
  return session.place.kind === 'cookieless' ? 'cookieless-session' : 'session'
}

interface SessionCookieOptions {
  readonly seals: Seals
  readonly vault: Vault
  readonly limits: { readonly sessionIdleSeconds: number; readonly sessionMaxSeconds: number }
  /** Seconds since the epoch. */
  readonly now: () => number
}

/** Opening a seal costs 100 times a hash, so each cookie is opened once (performance.md). */
export function createSessionCookies(options: SessionCookieOptions): SessionCookies {
  const { seals, vault, limits, now } = options
  const memo = createMemo<OpenedSession>({ entries: 20_000, bytes: 64 << 20, seconds: 600 }, now)

  const alive = (opened: OpenedSession): OpenedSession =>
    opened.kind === 'open' && sessionEndsAt(opened.session, limits) <= now()
      ? { kind: 'none', reason: 'expired' }
      : opened

  async function openSeal(value: string, purpose: SessionPurpose): Promise<OpenedSession> {
    const opened = await seals.open(purpose, value)
    if (opened.kind === 'refused') return { kind: 'none', reason: opened.reason }
    const parsed = sealedSessionSchema.safeParse(opened.data)
    if (!parsed.success) return { kind: 'none', reason: 'invalid' }
    if ('tokens' in parsed.data) return { kind: 'open', session: parsed.data }
    const { vaultKey, ...rest } = parsed.data
    const tokens = await readVault(vault, rest.id, rest.generation, vaultKey)
    return tokens === undefined
      ? { kind: 'none', reason: 'lost' }
      : { kind: 'open', session: { ...rest, tokens } }
  }

  return {
    open(value, purpose = 'session') {
      const key = memoKey(value, purpose)
      const found = memo.get(key)
      if (found !== undefined) return found instanceof Promise ? found.then(alive) : alive(found)
      return memo
        .load(
          key,
          value.length,
          () => openSeal(value, purpose),
          (opened) => opened.kind === 'open',
        )
        .then(alive)
    },

    async seal(session) {
      const endsAt = sessionEndsAt(session, limits)
      const purpose = purposeOf(session)
      let value = await seals.seal(purpose, session, endsAt)
      if (this.header(session, value)[1].length > maximumCookieLength) {
        const { tokens: _tokens, ...rest } = session
        const vaultKey = await writeVault(vault, session, endsAt - now())
        value = await seals.seal(purpose, { ...rest, vaultKey }, endsAt)
      }
      memo.set(memoKey(value, purpose), value.length, { kind: 'open', session })
      return value
    },

    header(session, sealed) {
      const { kind } = session.place
      if (kind === 'cookieless') return [sessionHeader, sealed]
      const maxAgeSeconds = sessionEndsAt(session, limits) - now()
      return kind === 'tab'
        ? ['Set-Cookie', serializeCookie(cookieNames.session, sealed, maxAgeSeconds)]
        : [
            'Set-Cookie',
            serializeCookie(cookieNames.framedSession, sealed, maxAgeSeconds, 'framed'),
          ]
    },
  }
}

function memoKey(value: string, purpose: SessionPurpose): string {
  return `${purpose}:${hash('sha256', value, 'base64url')}`
}

function vaultName(id: string, generation: number): string {
  return `vault:${id}:${generation}`
}

/** Tokens in the store are of no use without the key that only the cookie holds (decision 9). */
async function writeVault(vault: Vault, session: Session, ttlSeconds: number): Promise<string> {
  const key = randomBytes(32)
  const value = encrypt(key, JSON.stringify(session.tokens))
  await vault.put(vaultName(session.id, session.generation), value, ttlSeconds)
  return key.toString('base64url')
}

async function readVault(vault: Vault, id: string, generation: number, key: string) {
  const value = await vault.get(vaultName(id, generation))
  const text = value && decrypt(Buffer.from(key, 'base64url'), value)
  if (!text) return undefined
  const parsed = tokenSetSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : undefined
}
