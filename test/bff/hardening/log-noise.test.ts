import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../../support/stack.ts'

const assets = readdirSync(join(import.meta.dirname, '../../../dist/assets')).filter((name) =>
  /\.(?:js|css)$/.test(name),
)
let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

test('files of the console and probes that went well write no line each', async () => {
  const before = stack.bff.logLines.length
  for (const path of [
    '/healthz',
    '/readyz',
    ...assets.slice(0, 10).map((name) => `/assets/${name}`),
  ]) {
    const answer = await fetch(stack.bff.url + path)
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
  }
  expect(stack.bff.logLines.slice(before)).toEqual([])
})

test('what is missing, and what a person did, is there', async () => {
  const before = stack.bff.logLines.length
  for (const path of ['/assets/none.js', '/connect', '/auth/session']) {
    await (await fetch(stack.bff.url + path)).text()
  }
  const lines = stack.bff.logLines.slice(before).join('')
  for (const path of ['/assets/none.js', '/connect', '/auth/session']) {
    expect(lines).toContain(`"path":"${path}"`)
  }
})

test('they are counted all the same', async () => {
  const { body } = await stack.bff.deps.metrics.text()
  const counted =
    /^mpc_request_duration_seconds_count\{operation="other",status="2xx"\} (\d+)$/m.exec(body)
  expect(Number(counted?.[1])).toBeGreaterThan(10)
})
