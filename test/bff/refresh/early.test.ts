import { afterAll, beforeAll, expect, test } from 'vitest'

import { formMember, tokenRequests } from '../../support/requests.ts'
import { readConnected } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { advance } from '../../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'

test('an access token is used while it is good for more than 30 s, and then renewed', async () => {
  const browser = stack.browser()
  await browser.connect()
  const expiresAt = Date.parse((await readConnected(browser)).accessTokenExpiresAt) / 1000
  advance(stack, expiresAt - 35 - stack.bff.deps.now())
  stack.sandbox.control.clearRequests()
  expect((await browser.call(path)).status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toEqual([])
  advance(stack, expiresAt - 30 - stack.bff.deps.now())
  expect((await browser.call(path)).status).toBe(200)
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})

test('the refresh is asked for by an authenticated client, in the body', async () => {
  const [request] = tokenRequests(stack.sandbox)
  if (request === undefined) throw new Error('no token request')
  const { MOBILEPAY_CLIENT_ID: id, MOBILEPAY_CLIENT_SECRET: secret } = stack.sandbox.settings
  expect(formMember(request, 'grant_type')).toBe('refresh_token')
  expect(formMember(request, 'client_id')).toBe(id)
  expect(formMember(request, 'client_secret')).toBe(secret)
  expect(formMember(request, 'refresh_token')).toMatch(/^[\da-f]{64}$/)
  expect(request.headers['authorization']).toBeUndefined()
  expect(request.query).toBe('')
})

test('looking at the session renews nothing', async () => {
  const browser = stack.browser()
  await browser.connect()
  advance(stack, 400)
  stack.sandbox.control.clearRequests()
  await readConnected(browser)
  expect(stack.sandbox.control.requests()).toEqual([])
})
