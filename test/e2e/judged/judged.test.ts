import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { expect, test } from 'vitest'

/** Runs vitest over a console that is no part of the other tests. */
async function play(kind: 'good' | 'bad') {
  const run = new URL('run.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [run, `${kind} requests`], { stdio: 'pipe' })
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  const code = await once(child, 'close').then(([status]: unknown[]) => status)
  return { code, said }
}

test('a console that sends what MobilePay documents passes', { timeout: 60_000 }, async () => {
  const { code, said } = await play('good')
  expect([code, said]).toEqual([0, expect.stringContaining('1 passed')])
})

test(
  'a request that is not as MobilePay documents it fails the run, even where the test itself looked away',
  { timeout: 60_000 },
  async () => {
    const { code, said } = await play('bad')
    expect(code).toBe(1)
    expect(said).toContain('what is wrong with requests to MobilePay')
    expect(said).toContain('GET /v3/reporting/transactions: ')
  },
)
