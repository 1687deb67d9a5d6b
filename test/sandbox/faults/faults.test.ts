import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { createPortalUser } from '../../support/portal-user.ts'
import type { WireFault } from '../faults.ts'
import { createHybridClient } from '../hybrid-client.ts'
import { startSandbox, type Sandbox } from '../sandbox.ts'
import { forgeries, forgeryNames, leftHalf, withClaims, withHeader } from './forgeries.ts'
import { type Reply, withMembers } from './reply.ts'

let sandbox: Sandbox
let client: Awaited<ReturnType<typeof createHybridClient>>

beforeEach(async () => {
  sandbox = await startSandbox()
  client = await createHybridClient(sandbox)
})
afterEach(() => sandbox.close())

const reply = (answer: Reply): WireFault => ({ kind: 'reply', reply: answer })

async function call(fault: WireFault): Promise<Response> {
  sandbox.control.faults.next('api', fault)
  return fetch(`${sandbox.gatewayUrl}/v1/webhooks`, { signal: AbortSignal.timeout(1000) })
}

/** A login at the portal, up to its answer. */
async function authorize(responseMode: 'form_post' | 'fragment' = 'form_post') {
  const sent = await client.request({ response_mode: responseMode })
  const outcome = await createPortalUser({ email: 'mette@example.dk' }).authorize(sent.url)
  if (outcome.kind === 'error') throw new Error(outcome.text)
  return { sent, outcome, answer: Object.fromEntries(outcome.parameters) }
}

test.each<[name: string, answer: Reply, result: string]>([
  ['nothing at all', { stop: 'silent' }, 'The operation was aborted due to timeout'],
  ['a reset', { stop: 'reset' }, 'fetch failed'],
  [
    'half, and silence',
    { body: '[]', stop: 'stalled' },
    'The operation was aborted due to timeout',
  ],
  ['half, and a reset', { body: '[]', stop: 'torn' }, 'terminated'],
  [
    'less than announced, and the end',
    { headers: { 'content-length': '9' }, body: '[]', stop: 'closed' },
    'terminated',
  ],
  ['no end', { body: 'x', stop: 'endless' }, 'The operation was aborted due to timeout'],
])('a server can answer %s', async (_, answer, result) => {
  const text = call(reply(answer)).then((response) => response.text())
  await expect(text).rejects.toThrow(result)
})

test('a server can answer byte by byte, and with bytes that are no HTTP', async () => {
  expect(await (await call(reply({ body: '[1]', stop: 'trickling' }))).text()).toBe('[1]')
  await expect(call({ kind: 'raw', bytes: 'SSH-2.0\r\n' })).rejects.toThrow('fetch failed')
})

test('an honest answer can be changed on its way', async () => {
  const rewrite = withMembers(({ issuer }) => ({
    issuer: `${String(issuer)}1`,
    jwks_uri: undefined,
  }))
  sandbox.control.faults.next('discovery', { kind: 'rewrite', rewrite })
  const url = sandbox.settings.MOBILEPAY_DISCOVERY_URL
  const read = async (): Promise<unknown> => (await fetch(url)).json()
  const [changed, honest] = [await read(), await read()]
  const { MOBILEPAY_ISSUER } = sandbox.settings
  expect(honest).toMatchObject({ issuer: MOBILEPAY_ISSUER })
  expect(honest).toHaveProperty('jwks_uri')
  expect(changed).toMatchObject({ issuer: `${MOBILEPAY_ISSUER}1` })
  expect(changed).not.toHaveProperty('jwks_uri')
})

test('claims and headers of the front channel’s ID token can be changed, once', async () => {
  const fault = withClaims(({ claims, state = '' }) => ({
    sub: `${String(claims['sub'])}1`,
    iat: undefined,
    s_hash: leftHalf(state),
  }))
  sandbox.control.faults.next('front ID token', fault)
  const { answer, sent } = await authorize()
  const honest = decodeJwt((await authorize()).answer['id_token'] ?? '')
  const claims = decodeJwt(answer['id_token'] ?? '')
  expect(claims.sub).toBe(`${honest.sub}1`)
  expect(claims).not.toHaveProperty('iat')
  expect(claims['s_hash']).toBe(leftHalf(new URL(sent.url).searchParams.get('state') ?? ''))
  sandbox.control.faults.next('front ID token', withHeader({ kid: undefined }))
  const [header = ''] = ((await authorize()).answer['id_token'] ?? '').split('.', 1)
  expect(Buffer.from(header, 'base64url').toString()).toBe('{"alg":"RS256"}')
})

test('every forgery arrives as it was made', async () => {
  for (const name of forgeryNames) {
    let made = ''
    sandbox.control.faults.next('front ID token', async (honest) => {
      made = await forgeries[name](honest)
      return made
    })
    expect((await authorize()).answer['id_token']).toBe(made)
  }
})

test('each leg has its own faults', async () => {
  const { faults } = sandbox.control
  faults.next('exchange ID token', withClaims({ sub: 'exchange' }))
  faults.next('refresh ID token', withClaims({ sub: 'refresh' }))
  const { sent, outcome, answer } = await authorize()
  const { body } = await client.exchange(outcome, sent)
  const refreshed = await client.refresh(body['refresh_token'])
  const subjects = [answer['id_token'], body['id_token'], refreshed.body['id_token']].map(
    (token) => decodeJwt(String(token)).sub,
  )
  expect(subjects).toEqual([expect.stringMatching(/^(?!exchange|refresh)/), 'exchange', 'refresh'])
})

test.each(['form_post', 'fragment'] as const)(
  'the parameters of an answer by %s can be anything, duplicates and markup included',
  async (mode) => {
    const wanted = [
      ['error', '<b>"\'&amp;</b>'],
      ['error', 'twice'],
      ['state', ''],
    ] as const
    sandbox.control.faults.next('authorization response', () => wanted)
    const { outcome } = await authorize(mode)
    expect(outcome.parameters).toEqual(wanted)
  },
)
