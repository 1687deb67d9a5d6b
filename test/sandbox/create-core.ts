import { operationNames } from './apis/apis.ts'
import { type Dialect, openapiDialect } from './apis/dialect.ts'
import { createMishaps } from './apis/mishaps.ts'
import { createClock } from './clock.ts'
import { createConsents } from './consents.ts'
import type { Client, Core, RefreshTokens, Switches } from './core.ts'
import { type Rules, createRules } from './data/rules.ts'
import { createWorlds } from './data/worlds.ts'
import { createDelivery } from './delivery/delivery.ts'
import type { FaultSource } from './faults.ts'
import { createKeys } from './keys.ts'
import { createLedger } from './ledger.ts'
import { createStore } from './provider/store.ts'
import { createTutorial } from './tutorial/tutorial.ts'

export const defaultClient: Client = {
  id: 'mpc-sandbox',
  secret: 'development-secret-of-the-stand-in',
  name: 'MobilePay Connect',
  redirectUris: ['http://localhost:5173/auth/callback', 'http://localhost:3000/auth/callback'],
  postLogoutRedirectUris: ['http://localhost:5173/connect', 'http://localhost:3000/connect'],
}

interface CoreOptions {
  readonly client?: Partial<Client>
  readonly refreshTokens?: RefreshTokens
  readonly accessTokenSeconds?: number
  readonly rules?: Partial<Rules>
  readonly dialect?: Partial<Dialect>
  readonly seed?: string
}

/** Puts together what the provider, the portal and the servers share. */
export async function createCore(
  options: CoreOptions,
  { portal, gateway }: Pick<Core['urls'], 'portal' | 'gateway'>,
  faults: FaultSource,
): Promise<Core> {
  const client = { ...defaultClient, ...options.client }
  const clock = createClock()
  const consents = createConsents()
  const store = createStore(clock)
  const rules = { ...createRules(), ...options.rules }
  const delivery = createDelivery({ now: clock.now })
  const dialect = { ...openapiDialect, ...options.dialect }
  const { seed = '' } = options
  const worlds = createWorlds(clock.now(), { rules, dialect, deliver: delivery.deliver, seed })
  const switches: Switches = {
    refreshTokens: options.refreshTokens ?? 'OneTime',
    accessTokenSeconds: options.accessTokenSeconds ?? 300,
  }
  return {
    client,
    clock,
    consents,
    delivery,
    dialect,
    faults,
    rules,
    store,
    switches,
    keys: await createKeys(),
    mishaps: createMishaps(operationNames),
    ledger: createLedger(client.secret),
    tutorial: createTutorial(clock),
    urls: { portal, gateway, issuer: `${gateway}/merchant` },
    worlds,
    revoke: (vat, clientId) => {
      consents.forget(vat, clientId)
      const filter = clientId === undefined ? {} : { clientId }
      for (const grantId of consents.grantsOf(vat, filter)) {
        store.endGrant(grantId)
        consents.dropGrant(grantId)
      }
    },
    settle: async () => {
      worlds.advance(clock.now())
      await delivery.pump()
    },
    reset: (nextSeed) => {
      worlds.reset(clock.now(), nextSeed)
      delivery.clear()
    },
  }
}
