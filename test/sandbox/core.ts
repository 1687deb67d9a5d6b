import type { Dialect } from './apis/dialect.ts'
import type { MishapSource } from './apis/mishaps.ts'
import type { Clock } from './clock.ts'
import type { Consents } from './consents.ts'
import type { Rules } from './data/rules.ts'
import type { Worlds } from './data/worlds.ts'
import type { Delivery } from './delivery/delivery.ts'
import type { FaultSource } from './faults.ts'
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
  readonly delivery: Delivery
  readonly dialect: Dialect
  readonly faults: FaultSource
  readonly keys: Keys
  readonly ledger: Ledger
  readonly mishaps: MishapSource
  readonly rules: Rules
  readonly store: Store
  readonly switches: Switches
  readonly tutorial: Tutorial
  readonly urls: Urls
  readonly worlds: Worlds
  /** Ends the tokens of a merchant's consents, as removing the integration in the portal does. */
  readonly revoke: (vat: string, clientId?: string) => void
  /** Lets everything happen that is due by the clock, deliveries to merchants' servers included. */
  readonly settle: () => Promise<void>
  /** All merchants as on the first day, which is today; logins and consents stay. */
  readonly reset: (seed?: string) => void
}
