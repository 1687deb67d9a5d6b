import { gzipSync } from 'node:zlib'

import { describe, expect, test } from 'vitest'

import { maskJson } from '../../../bff/upstream/mask.ts'
import { call, id, startProxy, startRawUpstream, startUpstream, write } from './support.ts'

const webhooks = '/api/v1/webhooks'
const provider = `/api/subscriptions/api/providers/${id}`

function startSaying(
  text: string | Buffer,
  headers: Record<string, string> = { 'content-type': 'application/json' },
  status = 200,
) {
  return startUpstream((_, response) => {
    response.writeHead(status, headers)
    response.end(text)
  })
}

async function through(gateway: { url: string }, target: string, headers = {}) {
  const proxy = await startProxy(gateway.url, { timeoutSeconds: 1 })
  return call(proxy.url, target, { headers })
}

const secretList = JSON.stringify({
  webhooks: [
    { webhookId: id, signatureKey: 'CANARY-1', paymentPointId: null },
    { webhookId: id, signatureKey: 'CANARY-2', nested: [{ signatureKey: 'CANARY-3' }] },
  ],
})

describe('what the browser does not see', () => {
  test('signature keys, in a list and nested', async () => {
    const answer = await through(await startSaying(secretList), webhooks)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-length']).toBe(String(answer.body.length))
    expect(JSON.parse(answer.body.toString())).toEqual({
      webhooks: [
        { webhookId: id, signatureKey: '********', paymentPointId: null },
        { webhookId: id, signatureKey: '********', nested: [{ signatureKey: '********' }] },
      ],
    })
  })

  test('the key in the answer to a write', async () => {
    const gateway = await startSaying('{"signatureKey":"CANARY","url":"https://a.example"}')
    const proxy = await startProxy(gateway.url)
    const answer = await write(proxy.url, webhooks, '{"url":"https://a.example","events":[]}')
    expect(JSON.parse(answer.body.toString())).toEqual({
      signatureKey: '********',
      url: 'https://a.example',
    })
  })

  test('the callback credentials of a provider, every one of them', async () => {
    const credentials = { key: 'CANARY', password: 'CANARY', scheme: 'Basic', scope: null, more: 1 }
    const gateway = await startSaying(JSON.stringify({ credentials, name: 'Shop' }))
    const answer = await through(gateway, provider)
    expect(JSON.parse(answer.body.toString())).toEqual({
      credentials: {
        key: '********',
        password: '********',
        scheme: '********',
        scope: null,
        more: '********',
      },
      name: 'Shop',
    })
  })

  test('keys in an error', async () => {
    const gateway = await startSaying('{"code":"x","signatureKey":"CANARY"}', {}, 409)
    const answer = await through(gateway, webhooks)
    expect(answer.status).toBe(409)
    expect(answer.body.toString()).not.toContain('CANARY')
  })

  test('keys in a body that comes in pieces without a length', async () => {
    const gateway = await startUpstream((_, response) => {
      response.write(secretList.slice(0, 60))
      setTimeout(() => response.end(secretList.slice(60)), 20)
    })
    const answer = await through(gateway, webhooks)
    expect(answer.body.toString()).not.toContain('CANARY')
    expect(JSON.parse(answer.body.toString())).toHaveProperty('webhooks')
  })

  test('validators of bytes that are not the ones sent', async () => {
    const answer = await through(
      await startSaying(secretList, { etag: '"1"', 'last-modified': new Date(0).toUTCString() }),
      webhooks,
    )
    expect(answer.headers.etag).toBeUndefined()
    expect(answer.headers['last-modified']).toBeUndefined()
  })
})

test('all is shown to who asks for it', async () => {
  const answer = await through(await startSaying(secretList), webhooks, { 'x-reveal': '1' })
  expect(answer.body.toString()).toBe(secretList)
})

test('asking shows nothing more of an operation that hides nothing', async () => {
  const answer = await through(await startSaying('{"signatureKey":"x"}'), '/api/v1/paymentpoints', {
    'x-reveal': '1',
  })
  expect(answer.body.toString()).toBe('{"signatureKey":"x"}')
})

describe('what is upstream_unavailable rather than passed on', () => {
  const large = JSON.stringify({ signatureKey: 'CANARY', filler: 'x'.repeat(1024 * 1024) })
  test.each([
    ['HTML', '<html>CANARY</html>', { 'content-type': 'text/html' }],
    ['JSON that is cut off', secretList.slice(0, -1), {}],
    ['JSON with something behind it', `${secretList}x`, {}],
    ['two JSON texts', `${secretList}\n${secretList}`, {}],
    ['gzip', gzipSync(secretList), { 'content-encoding': 'gzip' }],
    ['JSON that says it is brotli', secretList, { 'content-encoding': 'br' }],
    ['UTF-16', Buffer.from(secretList, 'utf16le'), {}],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}],
    ['more than 1 MiB', large, {}],
    ['more than 1 MiB, announced', large, { 'content-length': String(large.length) }],
    ['nesting without end', '['.repeat(500_000) + ']'.repeat(500_000), {}],
  ])('%s', async (_, text, headers) => {
    const answer = await through(await startSaying(text, headers), webhooks)
    expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
    expect(answer.body).toHaveLength(0)
  })

  test('a body that breaks off', async () => {
    const gateway = await startRawUpstream((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`)
      setTimeout(() => socket.destroy(), 20)
    })
    expect((await through(gateway, webhooks)).status).toBe(502)
  })

  test('a body that does not end; as upstream_timeout', async () => {
    const gateway = await startUpstream((_, response) => {
      response.write('{')
    })
    expect((await through(gateway, webhooks)).status).toBe(504)
  })
})

test.each([200, 204, 404])('an empty %i passes', async (status) => {
  const answer = await through(await startSaying('', {}, status), webhooks)
  expect([answer.status, answer.body.length]).toEqual([status, 0])
})

test('an answer that says it is identity passes', async () => {
  const gateway = await startSaying(secretList, { 'content-encoding': 'Identity' })
  expect((await through(gateway, webhooks)).status).toBe(200)
})

const mask = (text: string, ...names: string[]) =>
  maskJson(Buffer.from(text), names)?.toString() ?? null

describe('the masking itself', () => {
  test('names in other spellings are the same names', () => {
    expect(
      mask('{"SignatureKey":"x","signature_key":"y","SIGNATURE-KEY":"z"}', 'signatureKey'),
    ).toBe('{"SignatureKey":"********","signature_key":"********","SIGNATURE-KEY":"********"}')
    expect(mask(String.raw`{"signature\u004bey":"x"}`, 'signatureKey')).toBe(
      '{"signatureKey":"********"}',
    )
  })

  test('a name that is only like it is another name', () => {
    expect(mask('{"signatureKeys":"x","key":"y"}', 'signatureKey')).toBe(
      '{"signatureKeys":"x","key":"y"}',
    )
  })

  test('whatever type the value has', () => {
    expect(mask('[{"k":1},{"k":true},{"k":null},{"k":["a",{"b":"c"}]},{"k":{}}]', 'k')).toBe(
      '[{"k":"********"},{"k":"********"},{"k":null},{"k":["********",{"b":"********"}]},{"k":{}}]',
    )
  })

  test('members called like parts of the language are members', () => {
    expect(mask('{"__proto__":{"k":"x"},"k":{"__proto__":"y"},"toJSON":"z"}', 'k')).toBe(
      '{"__proto__":{"k":"********"},"k":{"__proto__":"********"},"toJSON":"z"}',
    )
  })

  test('of a name that occurs twice no value is left', () => {
    expect(mask('{"k":"x","k":"y"}', 'k')).toBe('{"k":"********"}')
  })

  test('plain values and other scripts stay', () => {
    expect(mask('"æøå 💳"', 'k')).toBe('"æøå 💳"')
    expect(mask('\ufeff{"a":1}', 'k')).toBe('{"a":1}')
  })

  test('what is not JSON gives nothing', () => {
    for (const text of ['', ' ', '{', "{'k':1}", 'undefined']) expect(mask(text, 'k')).toBeNull()
  })
})
