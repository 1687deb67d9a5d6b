import { createClock } from './clock.ts'
import { createConsents } from './consents.ts'
import type { Client, Core, RefreshTokens, Switches } from './core.ts'
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
}

/** Puts together what the provider, the portal and the servers share. */
export async function createCore(
  options: CoreOptions,
  portal: string,
  gateway: string,
): Promise<Core> {
  const client = { ...defaultClient, ...options.client }
  const clock = createClock()
  const consents = createConsents()
  const store = createStore(clock)
  const switches: Switches = {
    refreshTokens: options.refreshTokens ?? 'OneTime',
    accessTokenSeconds: options.accessTokenSeconds ?? 300,
  }
  return {
    client,
    clock,
    consents,
    store,
    switches,
    keys: await createKeys(),
    ledger: createLedger(client.secret),
    tutorial: createTutorial(clock),
    urls: { portal, gateway, issuer: `${gateway}/merchant` },
    revoke: (vat, clientId) => {
      consents.forget(vat, clientId)
      const filter = clientId === undefined ? {} : { clientId }
      for (const grantId of consents.grantsOf(vat, filter)) {
        store.endGrant(grantId)
        consents.dropGrant(grantId)
      }
    },
  }
}
