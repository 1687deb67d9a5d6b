import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { anyText } from './harness.ts'
import { hour, openProvider } from './subscriber.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const badRequest = (message: unknown = anyText) => ({
  error: 'BadRequest',
  error_description: { message, error_type: 'InputError', correlation_id: anyText },
})

const replace = (value: unknown, path = '/payment_status_callback_url', op = 'replace') => [
  { op, path, value },
]

describe('the callback address', () => {
  it('can be replaced, and is read', async () => {
    const { callBackTo, read, base } = openProvider('finnish')
    await callBackTo('https://shop.example/callbacks')
    expect(await read('finnish', base)).toMatchObject({
      payment_status_callback_url: 'https://shop.example/callbacks',
    })
  })

  it.each([
    ['insecure', replace('http://shop.example'), 'The hyperlink reference must use https scheme'],
    ['no address', replace('shop'), anyText],
    ['nothing', replace(null), anyText],
    ['another member', replace('Shop', '/name'), anyText],
    ['another operation', replace('https://shop.example', undefined, 'add'), anyText],
    ['no list', { op: 'replace' }, anyText],
    ['a list of nothing in particular', [7], anyText],
  ])('%s is a bad request', async (_, body, message) => {
    const { send } = openProvider('finnish')
    const response = await send('PATCH', '', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(badRequest(message))
  })
})

const open = () => openProvider('finnish', { callbacks: receiver.url })

/** The `Authorization` of the next callback. */
const authorizationOf = async (shop: ReturnType<typeof open>) => {
  const { length } = receiver.received
  await shop.signUp()
  await shop.settle()
  return receiver.received
    .slice(length)
    .filter(({ path }) => path === '/success-callback')
    .map(({ headers }) => headers.authorization)
}

describe('the authentication of callbacks', () => {
  it('Basic', async () => {
    const shop = open()
    const credentials = { user_name: 'shop', password: 'sesam: åbn dig' }
    expect((await shop.send('PUT', '/auth/basic', credentials)).status).toBe(204)
    expect(await shop.read('finnish', shop.base)).toMatchObject({
      credentials: { scheme: 'Basic', key: 'shop', password: 'sesam: åbn dig', scope: null },
    })
    const expected = Buffer.from('shop:sesam: åbn dig').toString('base64')
    expect(await authorizationOf(shop)).toEqual([`Basic ${expected}`])
  })

  it('an API key, verbatim', async () => {
    const shop = open()
    expect((await shop.send('PUT', '/auth/apikey', { api_key: 'a/Key+1==' })).status).toBe(204)
    expect(await shop.read('finnish', shop.base)).toMatchObject({
      credentials: { scheme: 'ApiKey', key: 'a/Key+1==', password: null, scope: null },
    })
    expect(await authorizationOf(shop)).toEqual(['a/Key+1=='])
  })

  it("OAuth2: a token from the merchant's own endpoint, kept until it expires", async () => {
    const shop = open()
    const credentials = {
      client_id: 'mobilepay',
      client_secret: 'hush',
      token_url: `${receiver.url}/token`,
      scope: 'callbacks',
    }
    expect((await shop.send('PUT', '/auth/oauth2', credentials)).status).toBe(204)
    expect(await shop.read('finnish', shop.base)).toMatchObject({
      credentials: { scheme: 'OAuth2', key: 'mobilepay', password: 'hush', scope: 'callbacks' },
    })
    let tokens = 0
    receiver.answer(({ path }) => {
      if (path !== '/token') return { status: 200 }
      tokens += 1
      return { status: 200, body: { access_token: `token-${tokens}`, expires_in: 3600 } }
    })
    expect(await authorizationOf(shop)).toEqual(['Bearer token-1'])
    expect(await authorizationOf(shop)).toEqual(['Bearer token-1'])
    const asked = receiver.received.find(({ path }) => path === '/token')
    expect(asked?.headers.authorization).toBe(
      `Basic ${Buffer.from('mobilepay:hush').toString('base64')}`,
    )
    expect(asked?.body).toBe('grant_type=client_credentials&scope=callbacks')
    shop.moveClock(hour)
    expect(await authorizationOf(shop)).toEqual(['Bearer token-2'])
  })

  it.each([
    ['/auth/basic', { user_name: 'shop' }],
    ['/auth/basic', { user_name: '', password: 'x' }],
    ['/auth/basic', { user_name: 'a:b', password: 'x' }],
    ['/auth/apikey', {}],
    ['/auth/apikey', { api_key: 'two words' }],
    ['/auth/oauth2', { client_id: 'a', client_secret: 'b' }],
    ['/auth/oauth2', { client_id: 'a', client_secret: 'b', token_url: 'http://shop.example' }],
    ['/auth/oauth2', []],
  ])('PUT %s of %j is a bad request', async (path, body) => {
    const { send } = openProvider('finnish')
    const response = await send('PUT', path, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(badRequest())
  })
})
