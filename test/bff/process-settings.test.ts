import { once } from 'node:events'
import { createServer } from 'node:http'

import { expect, test } from 'vitest'

import { spawnBff } from '../support/bff-process.ts'
import { listen } from '../support/listen.ts'
import { productionSettings } from '../support/settings.ts'

test('settings that cannot be used end the process with 78 and are all named', async () => {
  const bff = spawnBff({ PUBLIC_URL: 'http://connect.example.com', PORT: 'x', LOG_LEVEL: 'loud' })
  const { code, output } = await bff.ended
  expect(code).toBe(78)
  for (const name of [
    'PUBLIC_URL',
    'PORT',
    'MOBILEPAY_DISCOVERY_URL',
    'MOBILEPAY_ISSUER',
    'MOBILEPAY_API_URL',
    'MOBILEPAY_CLIENT_ID',
    'MOBILEPAY_CLIENT_SECRET',
    'SESSION_KEYS',
    'LOG_LEVEL',
  ]) {
    expect(output).toContain(`- ${name} `)
  }
  expect(output).not.toContain('    at ')
}, 15_000)

test('a port that is taken ends the process with 1 and is logged', async () => {
  const taken = createServer()
  const port = await listen(taken)
  try {
    const settings = Object.fromEntries(
      Object.entries(productionSettings).map(([name, value]) => [name, value ?? '']),
    )
    const { code, output } = await spawnBff({ ...settings, PORT: String(port) }).ended
    expect(code).toBe(1)
    expect(output).toContain('EADDRINUSE')
  } finally {
    taken.close()
    await once(taken, 'close')
  }
}, 15_000)
