/** Everything secret that was ever handed out, and which access tokens the APIs now refuse. */
export interface Ledger {
  readonly add: (secret: string) => void
  readonly addAccessToken: (token: string, grantId: string | undefined) => void
  readonly rejectAccessTokens: () => void
  /** Of one flow only. */
  readonly rejectAccessTokensOf: (grantId: string) => void
  readonly isRejected: (accessToken: string) => boolean
  readonly list: () => readonly string[]
}

let watcher: ((ledger: Ledger) => void) | undefined

/** Tells one watcher of the ledger of each stand-in that this process starts from now on. */
export const watchLedgers = (watch: (ledger: Ledger) => void): void => {
  watcher = watch
}

export function createLedger(clientSecret: string): Ledger {
  const secrets = new Set([clientSecret])
  const accessTokens = new Map<string, string | undefined>()
  const rejected = new Set<string>()
  const ledger: Ledger = {
    add: (secret) => secrets.add(secret),
    addAccessToken: (token, grantId) => {
      secrets.add(token)
      accessTokens.set(token, grantId)
      // Without iat and jti two tokens of the same second are the same string: issuing it again
      // makes it good again.
      rejected.delete(token)
    },
    rejectAccessTokens: () => {
      for (const token of accessTokens.keys()) rejected.add(token)
      accessTokens.clear()
    },
    rejectAccessTokensOf: (grantId) => {
      for (const [token, owner] of accessTokens) if (owner === grantId) rejected.add(token)
    },
    isRejected: (token) => rejected.has(token),
    list: () => [...secrets],
  }
  watcher?.(ledger)
  return ledger
}
