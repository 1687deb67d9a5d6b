import { expect, test } from 'vitest'

import { ConfigError, readConfig } from '../../bff/config.ts'
import { problemsOf, readSettings } from '../support/settings.ts'

const readNothing = () => readConfig({}, () => '')

test('an empty environment names everything that is missing, in one message', () => {
  expect(readNothing).toThrow(ConfigError)
  for (const name of [
    'PUBLIC_URL',
    'MOBILEPAY_DISCOVERY_URL',
    'MOBILEPAY_ISSUER',
    'MOBILEPAY_API_URL',
    'MOBILEPAY_CLIENT_ID',
    'MOBILEPAY_CLIENT_SECRET',
    'SESSION_KEYS',
  ]) {
    expect(readNothing).toThrow(`\n  - ${name} is missing`)
  }
})

test('many wrong settings are all named at once', () => {
  const wrong = {
    PUBLIC_URL: 'http://connect.example.com',
    PORT: 'x',
    MOBILEPAY_ENVIRONMENT: 'test',
    MOBILEPAY_SCOPES: 'everything',
    SESSION_KEYS: '1:short',
    EMBED_CLIENTS: '{]',
    REDIS_URL: 'memory',
    TRUST_PROXY: 'anyone',
    LOG_LEVEL: 'loud',
  }
  const named = problemsOf(wrong).map((problem) => problem.split(' ')[0])
  for (const name of Object.keys(wrong)) expect(named).toContain(name)
})

test.each([
  [{ SESSION_IDLE_SECONDS: '7200', SESSION_MAX_SECONDS: '3600' }, 'SESSION_IDLE_SECONDS'],
  [{ PORT: '9464', METRICS_PORT: '9464' }, 'METRICS_PORT'],
])('settings that contradict each other are refused: %j', (settings, named) => {
  expect(problemsOf(settings)).toEqual([expect.stringContaining(named)])
})

test('what was read cannot be changed', () => {
  const config = readSettings()
  expect(Object.isFrozen(config)).toBe(true)
  expect(Reflect.set(config, 'clientSecret', 'another')).toBe(false)
})
