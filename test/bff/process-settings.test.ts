import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { askUntil, freePort, spawnBff } from '../support/bff-process.ts'
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

const settings = Object.fromEntries(
  Object.entries(productionSettings).map(([name, value]) => [name, value ?? '']),
)

test('a port that is taken ends the process with 1 and is logged', async () => {
  const taken = createServer()
  const port = await listen(taken)
  try {
    const { code, output } = await spawnBff({ ...settings, PORT: String(port) }).ended
    expect(code).toBe(1)
    expect(output).toContain('EADDRINUSE')
  } finally {
    taken.close()
    await once(taken, 'close')
  }
}, 15_000)

test('without a built console it starts, and its log says what to do', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'unbuilt-'))
  try {
    for (const part of ['bff', 'shared', 'package.json'])
      await cp(part, join(directory, part), { recursive: true })
    await symlink(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'))
    const port = await freePort('127.0.0.1')
    const started = spawnBff({ ...settings, PORT: String(port) }, directory)
    await askUntil(`http://127.0.0.1:${port}/healthz`, ({ ok }) => ok)
    await started.kill()
    expect((await started.ended).output).toContain('the console is not built')
  } finally {
    await rm(directory, { recursive: true })
  }
}, 20_000)
