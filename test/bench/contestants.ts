import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { freePort } from '../support/bff-process.ts'
import { createBrowser } from '../support/browser.ts'
import { type Issuer, startIssuer } from './issuer.ts'
import { startServer, type Server, loadCore } from './process.ts'

/** A server that is compared: how it starts, and how somebody logs in to it. */
export interface Contestant {
  readonly name: string
  readonly port: number
  /** Before the paths of MobilePay's API. */
  readonly prefix: string
  readonly start: () => Promise<Server>
  /** Header lines of a browser that is logged in. */
  readonly login: () => Promise<readonly string[]>
  /** How many different tokens MobilePay must have seen from it. */
  readonly bearers: number
}

export interface Field {
  readonly sandbox: Sandbox
  readonly upstreamPort: number
  readonly contestants: readonly Contestant[]
  readonly close: () => Promise<void>
}

const rig = (name: string) => join(import.meta.dirname, 'rigs', `${name}.ts`)

/** Starts what all contestants share, and describes them. */
export async function createField(): Promise<Field> {
  const issuer = await startIssuer()
  const upstreamPort = await freePort()
  const upstream = await startServer(rig('upstream'), upstreamPort, {}, { core: loadCore })
  const bffPort = await freePort()
  const sandbox = await startSandbox({
    accessTokenSeconds: 36_000,
    client: { redirectUris: [`http://localhost:${bffPort}/auth/callback`] },
  })
  const settings = {
    UPSTREAM: `http://127.0.0.1:${upstreamPort}`,
    ISSUER: issuer.url,
    SECRET: randomBytes(32).toString('base64url'),
  }
  const peer = async (
    name: string,
    file: string,
    login: (url: string) => Promise<readonly string[]>,
    bearers = 1,
  ): Promise<Contestant> => {
    const port = await freePort()
    return {
      name,
      port,
      prefix: '/api',
      bearers,
      start: () => startServer(rig(file), port, settings),
      login: () => login(`http://localhost:${port}`),
    }
  }
  const contestants = [
    {
      name: 'upstream direct',
      port: upstreamPort,
      prefix: '',
      bearers: 0,
      start: async () => ({ ...upstream, stop: async () => {} }),
      login: async () => [],
    },
    await peer('F: node:http, no auth', 'floor-http', sameBytes, 0),
    await peer('U: undici, no auth', 'floor-undici', sameBytes, 0),
    await createBff(bffPort, sandbox, settings.UPSTREAM),
    await peer('fastify + secure-session + http-proxy', 'fastify', (url) => hand(url, issuer)),
    await peer('@hono/oidc-auth + proxy', 'hono', follow),
    await peer('express-openid-connect + http-proxy-middleware', 'express', follow),
  ]
  return {
    sandbox,
    upstreamPort,
    contestants,
    async close() {
      issuer.close()
      await upstream.stop()
      await sandbox.close()
    },
  }
}

export const bffName = 'MobilePay Connect'

/** As `pnpm start` does it. */
export function startBff(
  port: number,
  settings: Readonly<Record<string, string>>,
  core?: number,
): Promise<Server> {
  const main = join(import.meta.dirname, '../../bff/main.ts')
  const options = { flags: ['--max-semi-space-size=4'], ...(core === undefined ? {} : { core }) }
  return startServer(main, port, settings, options)
}

async function createBff(port: number, sandbox: Sandbox, upstream: string): Promise<Contestant> {
  const url = `http://localhost:${port}`
  const settings = {
    ...sandbox.settings,
    MOBILEPAY_API_URL: upstream,
    PUBLIC_URL: url,
    SESSION_KEYS: `1:${randomBytes(32).toString('base64url')}`,
  }
  return {
    name: bffName,
    port,
    prefix: '/api',
    bearers: 1,
    start: () => startBff(port, settings),
    async login() {
      const browser = createBrowser(url, 'mette@example.dk')
      await browser.connect()
      return ['x-csrf: 1', 'sec-fetch-site: same-origin', `cookie: ${browser.jar.header()}`]
    },
  }
}

/** The floors get what the browser of a merchant sends, and make nothing of it. */
async function sameBytes(): Promise<readonly string[]> {
  const cookie = `session=${randomBytes(3000).toString('base64url')}`
  return ['x-csrf: 1', 'sec-fetch-site: same-origin', `cookie: ${cookie}`]
}

/** A browser that goes where it is sent, until it is back and has its session. */
async function follow(url: string): Promise<readonly string[]> {
  const cookies = new Map<string, string>()
  let next = `${url}/`
  for (let step = 0; step < 8; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = next.startsWith(url)
    const response = await fetch(next, { redirect: 'manual', headers: own ? { cookie } : {} })
    for (const line of own ? response.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) break
    next = new URL(location, next).href
  }
  return [`cookie: ${[...cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`]
}

async function hand(url: string, issuer: Issuer): Promise<readonly string[]> {
  const response = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(issuer.tokens()),
  })
  const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return [`cookie: ${cookies.join('; ')}`]
}
