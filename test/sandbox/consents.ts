/** What a merchant allowed an integrator, as the portal remembers it. */
export interface Consent {
  readonly clientId: string
  /** The portal user who said yes. */
  readonly subject: string
  /** Undefined when the login named none. */
  readonly merchantId: string | undefined
  /** Empty then. */
  readonly vat: string
  /** Products, by scope. */
  readonly scopes: readonly string[]
  /** Seconds since the epoch by the stand-in's clock. */
  readonly since: number
}

/** Where one flow's tokens come from: tokens that are revoked together share a grant. */
interface GrantOrigin {
  readonly clientId: string
  readonly vat: string
  readonly merchantId: string | undefined
}

export interface Consents {
  readonly find: (clientId: string, subject: string, vat: string) => Consent | undefined
  readonly remember: (consent: Consent) => void
  /** Newest first. */
  readonly list: (vats: readonly string[]) => readonly Consent[]
  /** Forgets what the merchant allowed; without a client, what it allowed to anybody. */
  readonly forget: (vat: string, clientId?: string) => void
  readonly addGrant: (grantId: string, origin: GrantOrigin) => void
  readonly originOf: (grantId: string | undefined) => GrantOrigin | undefined
  readonly markExchanged: (grantId: string) => void
  /** Grants of the merchant; with `exchanged` only those whose code has already become tokens. */
  readonly grantsOf: (
    vat: string,
    filter?: { clientId?: string; exchanged?: true },
  ) => readonly string[]
  readonly dropGrant: (grantId: string) => void
}

const key = (clientId: string, subject: string, vat: string) =>
  JSON.stringify([clientId, subject, vat])

export function createConsents(): Consents {
  const consents = new Map<string, Consent>()
  const grants = new Map<string, GrantOrigin & { exchanged: boolean }>()

  return {
    find: (clientId, subject, vat) => consents.get(key(clientId, subject, vat)),
    remember: (consent) => {
      const name = key(consent.clientId, consent.subject, consent.vat)
      consents.delete(name)
      consents.set(name, consent)
    },
    list: (vats) => [...consents.values()].filter(({ vat }) => vats.includes(vat)).toReversed(),
    forget: (vat, clientId) => {
      for (const [name, consent] of consents) {
        if (consent.vat === vat && (clientId === undefined || consent.clientId === clientId))
          consents.delete(name)
      }
    },
    addGrant: (grantId, origin) => grants.set(grantId, { ...origin, exchanged: false }),
    originOf: (grantId) => (grantId === undefined ? undefined : grants.get(grantId)),
    markExchanged: (grantId) => {
      const origin = grants.get(grantId)
      if (origin) origin.exchanged = true
    },
    grantsOf: (vat, { clientId, exchanged } = {}) =>
      [...grants]
        .filter(([, grant]) => grant.vat === vat)
        .filter(([, grant]) => clientId === undefined || grant.clientId === clientId)
        .filter(([, grant]) => exchanged === undefined || grant.exchanged)
        .map(([grantId]) => grantId),
    dropGrant: (grantId) => grants.delete(grantId),
  }
}
