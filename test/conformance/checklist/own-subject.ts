import { setTimeout as sleep } from 'node:timers/promises'

import { operations } from '#shared/operations.ts'

import { spawnBff } from '../../support/bff-process.ts'
import { readSession } from '../../support/session-state.ts'
import { productionSettings } from '../../support/settings.ts'
import { startStack } from '../../support/stack.ts'
import type { Subject, Wishes } from './subject.ts'

const samples = {
  guid: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
  digits: '12345678',
  opaque: 'abc-123',
} as const

const proxied = operations.map(({ method, path, parts }) => ({
  method,
  path: `/api${path.replaceAll(/\{(\w+)\}/g, (_part, name: string) => samples[parts[name] ?? 'guid'])}`,
}))

const routes: Subject['routes'] = {
  login: ({ vat = 'DK12345678', returnTo } = {}) => {
    const query = new URLSearchParams({ merchant_vat: vat })
    if (returnTo !== undefined) query.set('return_to', returnTo)
    return `/auth/login?${query.toString()}`
  },
  callback: '/auth/callback',
  complete: '/auth/complete',
  session: '/auth/session',
  logout: '/auth/logout',
  frontchannelLogout: '/auth/frontchannel-logout',
  read: '/api/v1/webhooks',
  readUpstream: '/v1/webhooks',
  readOne: (part) => `/api/v1/webhooks/${part}`,
  write: {
    method: 'POST',
    path: '/api/v1/webhooks',
    body: '{"url":"https://hooks.example/x","events":["transfer.succeeded"]}',
  },
  guarded: [
    ...proxied,
    { method: 'GET', path: '/auth/session' },
    { method: 'POST', path: '/auth/logout' },
    { method: 'POST', path: '/auth/handle' },
    { method: 'POST', path: '/auth/redeem' },
    { method: 'GET', path: '/auth/wait' },
  ],
  documents: ['/', '/connect', '/payments'],
  framed: '/embed/acme',
}

/** Our own bff, in this process, over a loopback listener. */
export async function startSubject(wishes: Wishes): Promise<Subject> {
  const patience = String(wishes.patienceSeconds ?? 2)
  const { framedBy } = wishes
  const clients = { acme: { name: 'Acme Booking', origins: [framedBy] } }
  const stack = await startStack({
    ...(wishes.sandbox === undefined ? {} : { sandbox: wishes.sandbox }),
    settings: {
      MOBILEPAY_RESPONSE_MODE: wishes.responseMode ?? 'form_post',
      PROVIDER_TIMEOUT_SECONDS: patience,
      UPSTREAM_TIMEOUT_SECONDS: patience,
      ...(framedBy === undefined ? {} : { EMBED_CLIENTS: JSON.stringify(clients) }),
    },
  })
  return {
    url: stack.bff.url,
    sandbox: stack.sandbox,
    routes,
    browser: stack.browser,
    isConnected: async (browser) => (await readSession(browser)).connected,
    close: stack.close,
  }
}

const settingOf = {
  discovery: 'MOBILEPAY_DISCOVERY_URL',
  issuer: 'MOBILEPAY_ISSUER',
  apis: 'MOBILEPAY_API_URL',
  public: 'PUBLIC_URL',
} as const

/** Our own bff, as `node bff/main.ts` with production's settings but for one. */
export async function refusesToStart(
  address: keyof typeof settingOf,
  url: string,
): Promise<boolean> {
  const settings = Object.entries({ ...productionSettings, PORT: '0', [settingOf[address]]: url })
  const started = spawnBff(
    Object.fromEntries(
      settings.filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  )
  const isListening = async () => {
    while (!started.output().includes('"msg":"listening"')) await sleep(20)
    return false
  }
  const refused = await Promise.race([
    started.ended.then(({ code }) => code !== 0 && code !== null),
    isListening(),
  ])
  await started.kill()
  return refused
}
