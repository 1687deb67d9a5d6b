import type { Clock } from './clock.ts'
import type { Consents } from './consents.ts'
import type { Keys } from './keys.ts'
import type { Ledger } from './ledger.ts'
import type { Store } from './provider/store.ts'
import type { Tutorial } from './tutorial/tutorial.ts'

/**
 * What a refresh does with the refresh token: MobilePay configures this per integrator, and no
 * answer says which one it is.
 */
export type RefreshTokens = 'ReUse' | 'OneTime'

/** The one integrator that is registered at this stand-in. */
export interface Client {
  readonly id: string
  readonly secret: string
  /** As merchants read it on the consent page. */
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly frontchannelLogoutUri?: string
}

/** What can be changed while the stand-in runs. */
export interface Switches {
  refreshTokens: RefreshTokens
  accessTokenSeconds: number
}

interface Urls {
  readonly portal: string
  readonly gateway: string
  /** Below the gateway, and unlike the base of the discovery document: as at MobilePay. */
  readonly issuer: string
}

/** Everything the provider, the portal and the servers share. */
export interface Core {
  readonly client: Client
  readonly clock: Clock
  readonly consents: Consents
  readonly keys: Keys
  readonly ledger: Ledger
  readonly store: Store
  readonly switches: Switches
  readonly tutorial: Tutorial
  readonly urls: Urls
  /** Ends the tokens of a merchant's consents, as removing the integration in the portal does. */
  readonly revoke: (vat: string, clientId?: string) => void
}
