import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { authorizeIn, readHandOver } from '../../support/frame.ts'
import { readText } from '../../support/html-forms.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

/** A name that would do harm in HTML, in an attribute, and as the pattern of a replacement. */
const name = `<b>"Fjord & Fjeld's" $& $' $\` </head><script>alert(1)</script>`

let stack: EmbedStack

beforeAll(async () => {
  const origins = ['https://one.example', 'https://two.example:8443', 'http://127.0.0.1:5174']
  stack = await startEmbedStack({
    settings: {
      EMBED_CLIENTS: JSON.stringify({
        many: { name: 'Many', origins, scopes: ['webhooks'], vats: ['DK12345678'] },
        quoted: { name, origins: ['https://quoted.example'] },
      }),
    },
  })
})

afterAll(() => stack.close())

const open = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  stack.tab().fetch(path, { headers: { 'sec-fetch-dest': 'iframe', ...headers } })

function directives(response: Response): ReadonlyMap<string, string> {
  const policy = response.headers.get('content-security-policy') ?? ''
  return new Map(
    policy.split('; ').map((directive) => {
      const at = directive.indexOf(' ')
      return [directive.slice(0, at), directive.slice(at + 1)]
    }),
  )
}

/** What the document says of its integrator, as a browser reads the attribute. */
async function readDescription(response: Response): Promise<unknown> {
  const html = await response.text()
  const metas = [...html.matchAll(/<meta name="mpc-embed" content="([^"]*)" \/>/g)]
  expect(metas).toHaveLength(1)
  const attribute = metas[0]?.[1] ?? ''
  const json = attribute
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return JSON.parse(json)
}

test('the document may be framed by its integrator’s origins, exactly', async () => {
  const many = directives(await open('/embed/many'))
  expect(many.get('frame-ancestors')).toBe(
    'https://one.example https://two.example:8443 http://127.0.0.1:5174',
  )
  const quoted = directives(await open('/embed/quoted'))
  expect(quoted.get('frame-ancestors')).toBe('https://quoted.example')
})

test('its policy allows our own files and nothing else', async () => {
  const policy = directives(await open('/embed/many'))
  expect(Object.fromEntries(policy)).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self'",
    'connect-src': "'self'",
    'img-src': "'self' data:",
    'form-action': "'self'",
    'base-uri': "'none'",
    'object-src': "'none'",
  })
})

test('a portal with COEP can load it, its forms keep their Origin, and it may use no device', async () => {
  const { status, headers } = await open('/embed/many')
  expect(status).toBe(200)
  expect(Object.fromEntries(headers)).toMatchObject({
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'strict-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)',
    'cache-control': 'no-store',
    vary: 'Sec-Fetch-Dest',
    'x-content-type-options': 'nosniff',
  })
  expect(headers.has('x-frame-options')).toBe(false)
  expect(headers.has('cross-origin-opener-policy')).toBe(false)
  expect(headers.getSetCookie()).toEqual([])
})

test('it tells the console whose it is', async () => {
  expect(await readDescription(await open('/embed/many'))).toEqual({
    client: 'many',
    name: 'Many',
    origins: ['https://one.example', 'https://two.example:8443', 'http://127.0.0.1:5174'],
    scopes: ['webhooks'],
    vats: ['DK12345678'],
  })
})

test('of what it may ask for, only what this installation may ask for as well', async () => {
  const few = await startEmbedStack({
    settings: {
      MOBILEPAY_SCOPES: 'invoice transactionreporting',
      EMBED_CLIENTS: JSON.stringify({
        some: {
          name: 'Some',
          origins: ['https://one.example'],
          scopes: ['webhooks', 'transactionreporting'],
        },
        all: { name: 'All', origins: ['https://one.example'] },
      }),
    },
  })
  onTestFinished(() => few.close())
  const describe = async (key: string) =>
    readDescription(
      await few.tab().fetch(`/embed/${key}`, { headers: { 'sec-fetch-dest': 'iframe' } }),
    )
  expect(await describe('some')).toMatchObject({ scopes: ['transactionreporting'] })
  expect(await describe('all')).toMatchObject({ scopes: ['invoice', 'transactionreporting'] })
})

test('a name is text in it, whatever it has in it', async () => {
  const response = await open('/embed/quoted')
  expect(await response.clone().text()).not.toContain('alert(1)</script>')
  expect(await readDescription(response)).toMatchObject({ client: 'quoted', name })
})

test('and on the hand-over page too', async () => {
  const [frame, tab] = [stack.frame('quoted'), stack.tab()]
  const { h } = await frame.handle({ scopes: ['webhooks'] })
  const { page } = await readHandOver(await tab.land(await authorizeIn(tab, h)))
  expect(page).not.toContain('<script>alert')
  expect(readText(page)).toContain(`The rest happens in ${name.replaceAll(/\s+/g, ' ')}.`)
})

test('without a browser’s Sec-Fetch-Dest it is served as well', async () => {
  const response = await stack.tab().fetch('/embed/many')
  expect(response.status).toBe(200)
})

test('opened as a page of its own it leads to the console', async () => {
  const response = await open('/embed/many', { 'sec-fetch-dest': 'document' })
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  // The same address in a frame is another answer.
  expect(response.headers.get('vary')).toBe('Sec-Fetch-Dest')
})

test.each(['unknown', 'MANY', 'many%20', 'v1', '__proto__'])(
  'nobody may frame what there is under the unknown key %s',
  async (key) => {
    for (const destination of ['iframe', 'document']) {
      const response = await open(`/embed/${key}`, { 'sec-fetch-dest': destination })
      expect(response.status).toBe(404)
      expect(directives(response).get('frame-ancestors')).toBe("'none'")
      expect(await response.text()).not.toContain('<script')
    }
  },
)

test('the console’s own document is framed by nobody, the paths of the frame’s routes neither', async () => {
  for (const path of ['/', '/payments', '/embed', '/embed/many/payments', '/embeds/many']) {
    const response = await open(path)
    expect(directives(response).get('frame-ancestors')).toBe("'none'")
    expect(response.headers.has('cross-origin-embedder-policy')).toBe(false)
    expect(await response.text()).not.toContain('mpc-embed')
  }
})
