import { hkdfSync } from 'node:crypto'

import { sealData, unsealData } from 'iron-session'

/**
 * What a seal is for. Each purpose has a password of its own and is written into the seal as well,
 * so that no kind of seal opens in another's place: iron-session has no associated data
 * (decision 6).
 */
export type Purpose =
  | 'session'
  | 'cookieless-session'
  | 'id-token'
  | 'transaction'
  | 'handle'
  | 'cookieless-handle'
  | 'start'
  | 'ticket'

type Opened =
  | { readonly kind: 'opened'; readonly data: unknown }
  | { readonly kind: 'refused'; readonly reason: 'expired' | 'invalid' | 'unknown_key' }

export interface Seals {
  /** Encrypts and authenticates `data` (JSON) under the newest key. `expiresAt`: epoch seconds. */
  seal(purpose: Purpose, data: unknown, expiresAt: number): Promise<string>
  /** Opens a seal of that purpose; anything else, and anything altered, is refused. Never throws. */
  open(purpose: Purpose, sealed: string): Promise<Opened>
}

/** Longest seal that is looked at, because opening costs CPU. A ticket holds an ID token. */
const maximumLength = 32_768

/**
 * `Fe26.2*key id*salt*iv*data**salt*mac~2`. Salts, iv and mac have one length each: what has others
 * was never ours, and costs no key derivation. What follows the `~` is a version that nothing
 * authenticates: one spelling, one seal.
 */
const sealShape =
  /^Fe26\.2\*[1-9]\d{0,8}\*[\da-f]{64}\*[\w-]{22}\*[\w-]{22,}\*\*[\da-f]{64}\*[\w-]{43}~2$/

/**
 * Seals for cookies and short-lived hand-overs.
 *
 * @param keys - key ids to raw keys; the highest id seals, all open.
 * @param now - seconds since the epoch.
 */
export function createSeals(keys: ReadonlyMap<number, Uint8Array>, now: () => number): Seals {
  const passwords = new Map<Purpose, Record<string, string>>()
  const passwordsFor = (purpose: Purpose) => {
    let found = passwords.get(purpose)
    if (found === undefined) {
      found = Object.fromEntries([...keys].map(([id, key]) => [id, derive(key, purpose)]))
      passwords.set(purpose, found)
    }
    return found
  }

  return {
    seal(purpose, data, expiresAt) {
      // iron-session's own expiry reads the machine's clock with a minute of slack; ours is exact.
      return sealData(
        { p: purpose, e: expiresAt, d: data },
        { password: passwordsFor(purpose), ttl: 0 },
      )
    },

    async open(purpose, sealed) {
      const isWellFormed = sealed.length <= maximumLength && sealShape.test(sealed)
      if (!isWellFormed) return { kind: 'refused', reason: 'invalid' }
      let reason: 'expired' | 'invalid' | 'unknown_key' = 'invalid'
      const envelope = await unsealData<{ p: unknown; e: unknown; d: unknown }>(sealed, {
        password: passwordsFor(purpose),
        ttl: 0,
        onUnsealError(why) {
          reason = why === 'unknown-password' ? 'unknown_key' : why
        },
      })
      if (envelope.p !== purpose || typeof envelope.e !== 'number')
        return { kind: 'refused', reason }
      if (envelope.e <= now()) return { kind: 'refused', reason: 'expired' }
      return { kind: 'opened', data: envelope.d }
    },
  }
}

/** RFC 5869. The result is used as a password, because iron-session takes no raw key. */
function derive(key: Uint8Array, purpose: Purpose): string {
  return Buffer.from(hkdfSync('sha256', key, '', `mpc/${purpose}`, 32)).toString('base64url')
}
