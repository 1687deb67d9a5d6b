import { expect, test } from 'vitest'

import { BffError } from '../../bff/errors.ts'
import { createLog, type LogLevel } from '../../bff/log.ts'

function record(level: LogLevel = 'info') {
  const lines: string[] = []
  return { lines, log: createLog(level, (line) => lines.push(line)) }
}

const secret = 'eyJhbGciOiJSUzI1NiJ9.c2VjcmV0.signature'

test('a line is one JSON object with the level and what it was told', () => {
  const { lines, log } = record()
  log.info({ requestId: 'r1', path: '/x\n/y' }, 'request')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toContain('\n')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 30,
    requestId: 'r1',
    path: '/x\n/y',
    msg: 'request',
  })
})

test('an error is written as the chain of its names, codes and first lines', () => {
  const { lines, log } = record()
  const reset = Object.assign(new Error('socket hang up\n at secret'), { code: 'ECONNRESET' })
  const error = new BffError('provider_unavailable', {
    cause: new TypeError('fetch failed', { cause: reset }),
  })
  log.warn({ error }, 'refused')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error: [
      'BffError provider_unavailable: MobilePay login cannot be reached right now.',
      'TypeError: fetch failed',
      'Error ECONNRESET: socket hang up',
    ],
  })
})

test('what an error carries besides stays out: members, causes that are no errors, parsed text', () => {
  const { lines, log } = record()
  let quoting: unknown
  try {
    JSON.parse(secret)
  } catch (error) {
    quoting = error
  }
  expect(String(quoting)).toContain(secret.slice(0, 8))
  const carrying = Object.assign(new Error('answer not usable', { cause: quoting }), {
    body: { access_token: secret },
    response: secret,
  })
  log.error({ error: carrying }, 'refused')
  log.error({ error: new Error('bad', { cause: { access_token: secret } }) }, 'refused')
  log.error({ error: { access_token: secret } }, 'refused')
  log.error({ error: secret }, 'refused')
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(line).not.toContain(secret.slice(0, 8))
})

test('a chain that never ends, or a long one, is cut short', () => {
  const { lines, log } = record()
  const circle = new Error('x'.repeat(5000))
  circle.cause = circle
  log.error({ error: circle }, 'refused')
  expect((lines[0] ?? '').length).toBeLessThan(2500)
})

test('nothing below the level is written', () => {
  const { lines, log } = record('error')
  log.info({}, 'request')
  log.warn({}, 'refused')
  log.error({}, 'unexpected')
  expect(lines).toHaveLength(1)
  const silent = record('silent')
  silent.log.error({}, 'unexpected')
  expect(silent.lines).toEqual([])
})
