import { setTimeout as delay } from 'node:timers/promises'

import type { Fault } from '../../sandbox/faults.ts'
import { tokenRequests } from '../../support/requests.ts'
import { ended, kept, type Row } from './row.ts'
import type { Scene } from './scene.ts'
import { vat } from './scene.ts'
import { providerTimeoutSeconds } from './world.ts'

const providerPath = '/merchant-authentication-openidconnect'

interface TokenFault {
  readonly name: string
  readonly fault: Fault
  /**
   * `passing`: nothing has happened at MobilePay. `lost`: the refresh token is spent, if it can be.
   * `dead`: MobilePay says that it will never take this refresh token again.
   */
  readonly means: 'passing' | 'lost' | 'dead'
  readonly slow?: true
}

/** Long enough for a whole burst to arrive while MobilePay thinks. */
const aMoment: Fault = { kind: 'delay', milliseconds: 300 }

const json = 'application/json'
const errorPage = '<!doctype html><title>Error</title><h1>Something went wrong</h1>'

function respond(status: number, body: string, contentType = json): Fault {
  return { kind: 'respond', status, contentType, body }
}

const faults: readonly TokenFault[] = [
  { name: 'reset', fault: { kind: 'reset' }, means: 'passing' },
  { name: 'answer lost after rotation', fault: { kind: 'lose' }, means: 'lost' },
  {
    name: 'timeout',
    fault: { kind: 'delay', milliseconds: providerTimeoutSeconds * 1000 + 1000 },
    means: 'passing',
    slow: true,
  },
  { name: '500', fault: respond(500, '{"error":"server_error"}'), means: 'passing' },
  { name: '502 in HTML', fault: respond(502, errorPage, 'text/html'), means: 'passing' },
  { name: '503 without body', fault: respond(503, ''), means: 'passing' },
  { name: '429', fault: respond(429, '{}'), means: 'passing' },
  { name: '400 in HTML', fault: respond(400, errorPage, 'text/html'), means: 'passing' },
  { name: '400 for another reason', fault: respond(400, '{"error":"slow"}'), means: 'passing' },
  {
    name: '401 invalid_client',
    fault: respond(401, '{"error":"invalid_client"}'),
    means: 'passing',
  },
  { name: '200 in HTML', fault: respond(200, errorPage, 'text/html'), means: 'passing' },
  { name: 'empty body', fault: respond(200, ''), means: 'passing' },
  { name: 'half a body', fault: respond(200, '{"access_token":"abc","tok'), means: 'passing' },
  {
    name: 'an answer that fails its checks',
    fault: respond(200, '{"access_token":"abc","token_type":"mac","expires_in":300}'),
    means: 'passing',
  },
  { name: 'invalid_grant', fault: respond(400, '{"error":"invalid_grant"}'), means: 'dead' },
  { name: '400 with an empty body', fault: respond(400, ''), means: 'dead' },
]

/** Meets the fault with `count` requests at once, and comes back with as many when it is over. */
function rowOf({ name, fault, means, slow }: TokenFault, count: number): Row {
  // All share one failure; but who arrives when it is over already asks again, and fails by itself.
  const quick = fault.kind !== 'delay'
  const calls = count > 1 && quick ? ([2, 1 + count] as const) : 2
  const alike = count > 1 && means === 'passing' && fault.kind === 'respond'
  return {
    name: count === 1 ? name : `${name}, in a burst`,
    ...(slow === true || alike ? { slow: true } : {}),
    async act({ burst, control }) {
      control.faults.next('token', fault, count)
      await burst(count)
      control.faults.clear()
      control.faults.next('token', aMoment)
      await burst(count)
    },
    expected({ mode }) {
      if (means === 'dead') return ended(1, { expired: count, notConnected: count })
      if (means === 'lost' && mode === 'OneTime') {
        return ended(calls, { unavailable: count, expired: count })
      }
      return kept(calls, { unavailable: count, ok: count })
    },
  }
}

/** Spends the browser's refresh token as a thief would; MobilePay's count starts after it. */
async function stealAndRefresh({ world, jar, control }: Scene): Promise<void> {
  const { tokens } = await world.open(jar.get('__Host-Http-mpc') ?? '')
  const { MOBILEPAY_CLIENT_ID, MOBILEPAY_CLIENT_SECRET } = world.sandbox.settings
  const response = await fetch(`${world.sandbox.gatewayUrl}${providerPath}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: tokens.refreshToken ?? '',
      client_id: MOBILEPAY_CLIENT_ID,
      client_secret: MOBILEPAY_CLIENT_SECRET,
    }),
  })
  if (response.status !== 200 || tokenRequests(world.sandbox).length !== 1) {
    throw new Error(`the thief got ${response.status}`)
  }
  control.clearRequests()
}

/** What MobilePay's token endpoint does to a refresh. */
export const providerRows: readonly Row[] = [
  ...faults.map((fault) => rowOf(fault, 1)),
  ...faults.filter(({ means }) => means !== 'dead').map((fault) => rowOf(fault, 12)),
  {
    name: 'revoked by the merchant',
    async act({ control, burst }) {
      control.revoke(vat)
      control.faults.next('token', aMoment)
      await burst(12)
    },
    expected: ended(1, { expired: 12 }),
  },
  {
    name: 'revoked by the merchant, and noticed by a 401',
    accessTokenSeconds: 300,
    async act({ control, burst, refuseAccessTokens }) {
      control.revoke(vat)
      await refuseAccessTokens()
      control.faults.next('token', aMoment)
      await burst(5)
    },
    expected: ended(1, { consentEnded: 5 }),
  },
  {
    name: 'reuse detected',
    async act(scene) {
      await stealAndRefresh(scene)
      scene.control.faults.next('token', aMoment)
      await scene.burst(12)
    },
    expected: ({ mode }) => (mode === 'ReUse' ? kept(1, { ok: 12 }) : ended(1, { expired: 12 })),
  },
  {
    name: 'the keys for the answer cannot be had',
    async act({ control, ask, burst, refuseAccessTokens, world }) {
      // A process that has just started has no keys yet.
      await world.restart(0)
      control.faults.next('jwks', { kind: 'reset' }, 3)
      await ask()
      control.faults.clear()
      await burst(5)
      await refuseAccessTokens()
      await burst(5)
    },
    // The answer is kept and checked later: asking again would find the refresh token spent.
    expected: kept(2, { unavailable: 1, ok: 10 }, { cookies: 2 }),
  },
  {
    name: 'the keys for the answer are published late',
    slow: true,
    async act({ control, ask, burst, world }) {
      const { gatewayUrl } = world.sandbox
      const keys = await fetch(`${gatewayUrl}${providerPath}/.well-known/openid-configuration/jwks`)
      const old = respond(200, await keys.text())
      await world.restart(0)
      await control.rotateKeys()
      control.faults.next('jwks', old, 3)
      await ask()
      control.faults.clear()
      // Keys are fetched again once in five seconds at most.
      await delay(5500)
      await burst(5)
    },
    expected: kept(1, { unavailable: 1, ok: 5 }),
  },
]
