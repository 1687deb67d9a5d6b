import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, expect, test } from 'vitest'

import { startSandbox } from '../../sandbox/sandbox.ts'
import { askUntil, freePort, spawnBff } from '../../support/bff-process.ts'
import { randomKey } from '../../support/bff.ts'
import { findRedis } from '../../support/redis.ts'
import { createSelfSigned } from '../../support/self-signed.ts'

const redis = await findRedis()
const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

/** Starts a Redis that asks for a password, over TLS, and writes its certificate into `folder`. */
async function startGuarded(binary: string, folder: string): Promise<number> {
  const { key, cert } = createSelfSigned()
  await writeFile(join(folder, 'key.pem'), key)
  await writeFile(join(folder, 'cert.pem'), cert)
  const port = await freePort()
  const options = {
    port: 0,
    'tls-port': port,
    bind: '127.0.0.1',
    'tls-cert-file': join(folder, 'cert.pem'),
    'tls-key-file': join(folder, 'key.pem'),
    'tls-ca-cert-file': join(folder, 'cert.pem'),
    'tls-auth-clients': 'no',
    requirepass: 'open-sesame',
    save: '',
    dir: folder,
  }
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`])
  const child = spawn(binary, words, { stdio: 'ignore' })
  endings.push(() => child.kill('SIGKILL'))
  return port
}

describe.skipIf(redis === undefined)(
  'a Redis behind TLS and a password (needs redis-server)',
  () => {
    test.each([
      ['opens with the right password', ':open-sesame@', 'ok'],
      ['stays shut with a wrong one, and the bff works on its own', ':open-barley@', 'degraded'],
    ])('%s', async (_, credentials, store) => {
      const folder = await mkdtemp(join(tmpdir(), 'redis-tls-'))
      endings.push(() => rm(folder, { recursive: true, force: true }))
      const redisPort = await startGuarded(redis ?? '', folder)
      const sandbox = await startSandbox()
      endings.push(sandbox.close)
      const port = await freePort('localhost')
      const bff = spawnBff({
        ...sandbox.settings,
        PUBLIC_URL: `http://localhost:${port}`,
        HOST: 'localhost',
        PORT: `${port}`,
        SESSION_KEYS: `1:${randomKey()}`,
        REDIS_URL: `rediss://${credentials}127.0.0.1:${redisPort}`,
        NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
      })
      endings.push(bff.kill)
      const ready = await askUntil(`${bff.url}/readyz`, async (response) => {
        const body: unknown = await response.clone().json()
        return response.status === 200 && JSON.stringify(body).includes(`"store":"${store}"`)
      })
      expect(await ready.json()).toEqual({ provider: 'ok', store })
      expect(bff.output()).not.toMatch(/open-(sesame|barley)/)
    })
  },
)
