import { inflateSync } from 'node:zlib'

import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { readBuiltScript } from './built-script.ts'
import { type Site, startSite } from './site.ts'

// A frame that does what a test says, in place of the console: it keeps what it is told.
const obedientFrame = `<!doctype html><meta name="color-scheme" content="light dark">
<title>frame</title><body style="margin: 0"><script>
  const inits = [], told = []
  let port
  addEventListener('message', (event) => {
    inits.push({ origin: event.origin, isParent: event.source === parent, data: event.data })
    if (event.data?.type !== 'mpc:init') return
    port = event.ports[0]
    port.onmessage = ({ data }) => told.push(data)
  })
  const ready = { v: 1, type: 'mpc:ready' }
  const say = (message) => port.postMessage({ v: 1, ...message })
  if (!location.search) parent.postMessage(ready, '*')
</script>`

const page = (content: string) => `<!doctype html><title>portal</title>
<meta name="color-scheme" content="light dark"><body style="margin: 0; background: rgb(90, 0, 120)">
<script>
  const heard = []
  for (const type of ['ready', 'session', 'navigate', 'error', 'login']) {
    document.addEventListener('mpc-' + type, ({ detail }) => heard.push({ type, detail }))
  }
</script>${content}`

let chromium: LaunchedBrowser
let connect: Site
let evil: Site
const portals: Site[] = []

beforeAll(async () => {
  const { script } = await readBuiltScript()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  connect = await startSite('localhost', (path) => {
    if (path.startsWith('/embed.js')) {
      const headers = {
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      }
      return { type: 'text/javascript', headers, body: script.toString() }
    }
    if (!path.startsWith('/embed/')) return undefined
    const headers = {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
    }
    return { headers, body: obedientFrame }
  })
  evil = await startSite('evil.test', () => ({ body: obedientFrame }))
})

afterAll(async () => {
  await chromium.close()
  await Promise.all([connect, evil, ...portals].map((site) => site.close()))
})

/** Opens a portal's page with `content`, in which `SCRIPT` stands for the script's address. */
async function openPortal(
  content: string,
  headers: Readonly<Record<string, string>> = {},
  paths: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const portal = await startSite('127.0.0.1', (path) => {
    const body = path === '/' ? page(content) : paths[path]
    return body === undefined
      ? undefined
      : { headers, body: body.replaceAll('SCRIPT', `${connect.origin}/embed.js`) }
  })
  portals.push(portal)
  const opened = await chromium.newPage()
  onTestFinished(() => opened.close())
  await opened.goto(portal.origin)
  return opened
}

const tag = (attributes = '') =>
  `<script type="module" src="SCRIPT"></script>
   <mobilepay-connect client-key="acme" ${attributes}></mobilepay-connect>`

/** Runs `script` in a page or frame until it gives something. Not in the page: its CSP may object. */
async function eventually<T>(where: Page | Frame, script: string): Promise<T> {
  return vi.waitUntil(() => where.evaluate<T>(script), { timeout: 4000, interval: 20 })
}

async function frameOf(portal: Page): Promise<Frame> {
  await eventually(portal, `heard.some(({ type }) => type === 'ready')`)
  const frame = portal
    .frames()
    .find((found) => /\/embed\/\w+$/.test(found.url()) && found.url().startsWith(connect.origin))
  if (frame === undefined) throw new Error('no frame of the console')
  await eventually(frame, `inits.length > 0`)
  return frame
}

/** What the script tells the portal's developer. */
function hearWarnings(portal: Page): readonly string[] {
  const warnings: string[] = []
  portal.on('console', (message) => {
    if (message.text().startsWith('<mobilepay-connect>')) warnings.push(message.text())
  })
  portal.on('pageerror', (error) => warnings.push(error.message))
  return warnings
}

const settle = (where: Page | Frame) => where.evaluate('new Promise((end) => setTimeout(end, 150))')

test('the element makes the iframe itself, without a sandbox', async () => {
  const portal = await openPortal(tag())
  const frame = await frameOf(portal)
  const attributes = await portal.evaluate<Record<string, string>>(`Object.fromEntries(
    [...document.querySelector('mobilepay-connect').shadowRoot.querySelector('iframe').attributes]
      .filter(({ name }) => name !== 'style').map(({ name, value }) => [name, value]))`)
  expect(attributes).toEqual({
    title: 'MobilePay Connect',
    allow: 'clipboard-write',
    loading: 'lazy',
    referrerpolicy: 'strict-origin',
    part: 'frame',
    src: `${connect.origin}/embed/acme`,
  })
  expect(await frame.evaluate('document.referrer')).toBe(`${new URL(portal.url()).origin}/`)
})

test('the frame is told the portal’s wishes once it listens, and only then', async () => {
  const portal = await openPortal(
    `<mobilepay-connect id="early" client-key="acme" locale="da" theme="dark" view="/payouts"
       vat="DK12345678" hide-title></mobilepay-connect>
     <script>
       // Before the script is there: a plain property, and with something that cannot be cloned.
       document.querySelector('#early').appearance = { accent: '#0e5e6f', radius: 99, f() {} }
     </script>
     <script type="module" src="SCRIPT"></script>`,
  )
  const frame = await frameOf(portal)
  expect(await frame.evaluate('inits')).toEqual([
    {
      origin: new URL(portal.url()).origin,
      isParent: true,
      data: {
        v: 1,
        type: 'mpc:init',
        options: {
          locale: 'da',
          theme: 'dark',
          view: '/payouts',
          vat: 'DK12345678',
          autoHeight: false,
          hideTitle: true,
          appearance: { accent: '#0e5e6f' },
        },
      },
    },
  ])
  expect(await frame.evaluate('told')).toEqual([])
})

test('changed attributes are told at once, together, and a view as a way to go', async () => {
  const portal = await openPortal(tag('locale="da" view="/payouts"'))
  const frame = await frameOf(portal)
  await portal.evaluate(`{
    const element = document.querySelector('mobilepay-connect')
    element.setAttribute('locale', 'fi')
    element.setAttribute('theme', 'dark')
    element.setAttribute('vat', 'FI12345678')
    element.removeAttribute('vat')
    element.appearance = { accent: '#102030' }
  }`)
  await eventually(frame, 'told.length > 0')
  await portal.evaluate(
    `document.querySelector('mobilepay-connect').setAttribute('view', '/payments')`,
  )
  await eventually(frame, 'told.length > 1')
  expect(await frame.evaluate('told')).toEqual([
    {
      v: 1,
      type: 'options',
      options: {
        locale: 'fi',
        theme: 'dark',
        autoHeight: false,
        hideTitle: false,
        appearance: { accent: '#102030' },
      },
    },
    { v: 1, type: 'navigate', path: '/payments' },
  ])
})

test('methods reach the frame, a logout also before it listens', async () => {
  const portal = await openPortal(
    `<script type="module" src="SCRIPT"></script>
     <script type="module">
       await customElements.whenDefined('mobilepay-connect')
       const element = document.createElement('mobilepay-connect')
       element.setAttribute('client-key', 'acme')
       document.body.append(element)
       element.logout()
       element.navigate('/payouts')
     </script>`,
  )
  const frame = await frameOf(portal)
  await portal.evaluate(`{
    const element = document.querySelector('mobilepay-connect')
    element.navigate('/transactions?type=Refund')
    element.refresh()
  }`)
  await eventually(frame, 'told.length > 2')
  expect(await frame.evaluate('inits[0].data.options.view')).toBe('/payouts')
  expect(await frame.evaluate('told')).toEqual([
    { v: 1, type: 'logout' },
    { v: 1, type: 'navigate', path: '/transactions?type=Refund' },
    { v: 1, type: 'refresh' },
  ])
  const refusal = `(() => {
    try { document.querySelector('mobilepay-connect').navigate('//evil.test') }
    catch (error) { return error.name }
  })()`
  expect(await portal.evaluate(refusal)).toBe('TypeError')
})

test('what the frame says becomes events that leave shadow trees', async () => {
  const portal = await openPortal(`<div id="host"></div>
    <script type="module" src="SCRIPT"></script>
    <script>
      host.attachShadow({ mode: 'open' }).innerHTML =
        '<mobilepay-connect client-key="acme"></mobilepay-connect>'
    </script>`)
  const frame = await frameOf(portal)
  await frame.evaluate(`{
    say({ type: 'session', signedIn: true, merchant: { id: null, vat: 'DK12345678' }, token: 'x' })
    say({ type: 'session', signedIn: 'yes' })
    say({ type: 'navigate', path: 'https://evil.test', title: 'x' })
    say({ type: 'unheard-of' })
    port.postMessage({ v: 2, type: 'session', signedIn: false })
    port.postMessage('session')
    say({ type: 'navigate', path: '/payouts', title: 'Payouts' })
    say({ type: 'login', state: 'started' })
    say({ type: 'error', code: 'popup_blocked', message: 'It did not open.' })
  }`)
  await eventually(portal, `heard.some(({ type }) => type === 'error')`)
  expect(await portal.evaluate('heard')).toEqual([
    { type: 'ready', detail: null },
    { type: 'session', detail: { signedIn: true, merchant: { id: null, vat: 'DK12345678' } } },
    { type: 'navigate', detail: { path: '/payouts', title: 'Payouts' } },
    { type: 'login', detail: { state: 'started' } },
    { type: 'error', detail: { code: 'popup_blocked', message: 'It did not open.' } },
  ])
})

test('nobody but its own frame gets the line, whatever they say', async () => {
  const portal = await openPortal(
    `${tag()}<iframe name="evil" src="${evil.origin}/?quiet"></iframe>
     <iframe name="twin" src="${connect.origin}/embed/other?quiet"></iframe>`,
  )
  const frame = await frameOf(portal)
  const others = portal.frames().filter((other) => other.url().endsWith('?quiet'))
  expect(others).toHaveLength(2)
  // A third origin, and our own origin in another window.
  for (const other of others) await other.evaluate(`parent.postMessage(ready, '*')`)
  // The right window in another version, with another message, or none.
  await frame.evaluate(`{
    parent.postMessage({ ...ready, v: 2 }, '*')
    parent.postMessage({ ...ready, type: 'mpc:init' }, '*')
    parent.postMessage({ v: 1 }, '*')
    parent.postMessage('mpc:ready', '*')
    parent.postMessage(null, '*')
  }`)
  // The portal itself.
  await portal.evaluate(`postMessage({ v: 1, type: 'mpc:ready' }, '*')`)
  await settle(portal)
  for (const other of others) expect(await other.evaluate('inits')).toEqual([])
  expect(await frame.evaluate('inits.length')).toBe(1)
  expect(await portal.evaluate('heard.length')).toBe(1)
})

test('a frame that was led elsewhere gets nothing', async () => {
  const portal = await openPortal(tag())
  const frame = await frameOf(portal)
  await frame.evaluate(`location.replace('${evil.origin}/?quiet')`)
  const led = await eventuallyFrame(portal, `${evil.origin}/?quiet`)
  await led.evaluate(`parent.postMessage(ready, '*')`)
  await settle(led)
  expect(await led.evaluate('inits')).toEqual([])
})

async function eventuallyFrame(portal: Page, url: string): Promise<Frame> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = portal.frames().find((frame) => frame.url() === url)
    if (found !== undefined) return found
    await settle(portal)
  }
  throw new Error(`no frame at ${url}`)
}

test('a frame that reloads comes back to where it was', async () => {
  const portal = await openPortal(tag('view="/payouts"'))
  const frame = await frameOf(portal)
  await frame.evaluate(`say({ type: 'navigate', path: '/payments/7', title: 'Payment' })`)
  await eventually(portal, 'heard.length > 1')
  await frame.evaluate('location.reload()').catch(() => undefined)
  await eventually(portal, `heard.filter(({ type }) => type === 'ready').length > 1`)
  const reloaded = await frameOf(portal)
  expect(await reloaded.evaluate('inits[0].data.options.view')).toBe('/payments/7')
  await portal.evaluate(`document.querySelector('mobilepay-connect').refresh()`)
  await eventually(reloaded, 'told.length > 0')
  // Another client's console starts where the portal says.
  await portal.evaluate(
    `document.querySelector('mobilepay-connect').setAttribute('client-key', 'other')`,
  )
  await eventually(portal, `heard.filter(({ type }) => type === 'ready').length > 2`)
  const other = await eventuallyFrame(portal, `${connect.origin}/embed/other`)
  expect(await eventually(other, 'inits[0].data.options.view')).toBe('/payouts')
})

test('an element that was taken out hears nothing, and works again when put back', async () => {
  const portal = await openPortal(tag())
  await frameOf(portal)
  await portal.evaluate(`{
    window.element = document.querySelector('mobilepay-connect')
    element.remove()
    element.setAttribute('locale', 'fi')
    document.body.append(element)
  }`)
  await eventually(portal, `heard.length > 1`)
  const frame = await frameOf(portal)
  expect(await frame.evaluate('inits[0].data.options.locale')).toBe('fi')
  await portal.evaluate('element.refresh()')
  await eventually(frame, 'told.length > 0')
  expect(await frame.evaluate('inits.length')).toBe(1)
  expect(await portal.evaluate('heard.length')).toBe(2)
})

test('the script may be loaded twice, and a bad client key loads nothing', async () => {
  const portal = await openPortal(
    `${tag()}<script type="module" src="SCRIPT?again"></script>
     <script type="module">
       const element = document.createElement('mobilepay-connect')
       element.setAttribute('client-key', '../auth/logout')
       window.bad = element
     </script>`,
  )
  const warnings = hearWarnings(portal)
  await frameOf(portal)
  await portal.evaluate('document.body.append(bad)')
  expect(await portal.evaluate(`bad.shadowRoot.querySelector('iframe').src`)).toBe('')
  expect(warnings).toEqual(['<mobilepay-connect>: client-key is missing or not [a-z0-9-]'])
})

test('height follows the content where asked, within its limits, and not otherwise', async () => {
  const portal = await openPortal(tag('min-height="200" max-height="900"'))
  const frame = await frameOf(portal)
  const height = `document.querySelector('mobilepay-connect').getBoundingClientRect().height`
  await frame.evaluate(`say({ type: 'resize', height: 400 })`)
  await settle(portal)
  expect(await portal.evaluate(height)).toBe(640)

  await portal.evaluate(
    `document.querySelector('mobilepay-connect').setAttribute('auto-height', '')`,
  )
  for (const [reported, expected] of [
    [500.4, 501],
    [300, 300],
    [90, 200],
    [4000, 900],
  ]) {
    await frame.evaluate(`say({ type: 'resize', height: ${reported} })`)
    await eventually(portal, `${height} === ${expected}`)
  }
  await portal.evaluate(
    `document.querySelector('mobilepay-connect').removeAttribute('auto-height')`,
  )
  expect(await portal.evaluate(height)).toBe(640)
})

test('content that is always taller than its frame does not grow for ever', async () => {
  const portal = await openPortal(tag('auto-height'))
  const warnings = hearWarnings(portal)
  const frame = await frameOf(portal)
  const height = `document.querySelector('mobilepay-connect').getBoundingClientRect().height`
  await frame.evaluate(`{
    const report = () => say({ type: 'resize', height: innerHeight + 20 })
    addEventListener('resize', report)
    report()
  }`)
  await expect.poll(() => warnings, { timeout: 6000 }).toHaveLength(1)
  const stopped = await portal.evaluate<number>(height)
  expect(stopped).toBeLessThan(320 + 45 * 20)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(await portal.evaluate(height)).toBe(stopped)
})

test('a height that takes the width away which it needs does not flicker for ever', async () => {
  const portal = await openPortal(tag('auto-height'))
  const warnings = hearWarnings(portal)
  const frame = await frameOf(portal)
  // Taller than the window where it is wide; then the window's scroll bar makes it narrow and short.
  await frame.evaluate(`{
    const widest = innerWidth
    const report = () => say({ type: 'resize', height: innerWidth === widest ? 3000 : 100 })
    addEventListener('resize', report)
    report()
  }`)
  await expect.poll(() => warnings, { timeout: 4500 }).toHaveLength(1)
})

test('a panel that opens slowly is followed to its end', async () => {
  const portal = await openPortal(tag('auto-height'))
  const frame = await frameOf(portal)
  // 60 heights in a second, as an animation makes them.
  await frame.evaluate(`new Promise((end) => {
    let step = 0
    const timer = setInterval(() => {
      say({ type: 'resize', height: 400 + 10 * step++ })
      if (step > 60) { clearInterval(timer); end() }
    }, 16)
  })`)
  const height = `document.querySelector('mobilepay-connect').getBoundingClientRect().height`
  await eventually(portal, `${height} === 1000`)
  await frame.evaluate(`say({ type: 'resize', height: 420 })`)
  await expect.poll(() => portal.evaluate(height)).toBe(420)
})

test('the portal scrolls to what the frame asks for, in whatever part scrolls', async () => {
  const portal = await openPortal(
    `<div id="scroller" style="height: 300px; overflow: auto">
       <p style="height: 500px"></p>${tag('auto-height')}</div>`,
  )
  await portal.evaluate('scroller.scrollTo(0, 400)')
  const frame = await frameOf(portal)
  await frame.evaluate(`say({ type: 'resize', height: 2000 })`)
  await frame.evaluate(`say({ type: 'scrollTo', top: 1000 })`)
  await eventually(portal, 'scroller.scrollTop > 1200')
  const before = await portal.evaluate('scroller.scrollTop')
  await frame.evaluate(`say({ type: 'scrollTo', top: 1100 })`)
  await eventually(portal, `scroller.scrollTop > ${String(before)}`)
  expect(
    await portal.evaluate('document.querySelector("mobilepay-connect").shadowRoot.children.length'),
  ).toBe(1)
})

/** The colour of a page's pixel, from a screenshot of just that. */
async function pixel(of: Page, x: number, y: number): Promise<readonly number[]> {
  const png = await of.screenshot({ clip: { x, y, width: 1, height: 1 } })
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  // One filter byte; the first pixel is the same under every filter.
  return [...inflateSync(Buffer.concat(parts)).subarray(1, 4)]
}

test('a dark frame lets the portal’s background through', async () => {
  const portal = await openPortal(tag('theme="dark"'))
  const frame = await frameOf(portal)
  await frame.evaluate(`document.documentElement.style.colorScheme = 'dark'`)
  await settle(portal)
  expect(await pixel(portal, 100, 100)).toEqual([90, 0, 120])
  await portal.evaluate(
    `document.querySelector('mobilepay-connect').setAttribute('theme', 'light')`,
  )
  await settle(portal)
  expect(await pixel(portal, 100, 100)).not.toEqual([90, 0, 120])
})

test('a cross-origin isolated portal loads it', async () => {
  const portal = await openPortal(tag(), {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'content-security-policy': `default-src 'self'; script-src 'unsafe-inline' ${connect.origin}; frame-src ${connect.origin}; style-src 'unsafe-inline'`,
  })
  await frameOf(portal)
  expect(await portal.evaluate('crossOriginIsolated')).toBe(true)
})

test('a sandbox around the portal is named by what it lacks', async () => {
  const portal = await openPortal(
    `<iframe src="/inner" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>`,
    {},
    { '/inner': page(tag()) },
  )
  const warnings = hearWarnings(portal)
  await portal.reload()
  await expect
    .poll(() => warnings)
    .toEqual([
      '<mobilepay-connect>: This page is sandboxed. If an iframe here has a sandbox attribute, add: allow-forms allow-popups-to-escape-sandbox',
    ])
})

test('a frame that never answers is reported', async () => {
  const portal = await openPortal('<p>empty</p>', {}, {})
  const warnings = hearWarnings(portal)
  await portal.clock.install()
  await portal.evaluate(`{
    const script = document.createElement('script')
    script.type = 'module'
    script.src = '${connect.origin}/embed.js'
    const element = document.createElement('mobilepay-connect')
    element.setAttribute('client-key', 'acme')
    document.body.append(script, element)
    // The portal's own policy forbids the frame.
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = "frame-src 'none'"
    document.head.append(policy)
  }`)
  await eventually(portal, `document.querySelector('mobilepay-connect').shadowRoot !== null`)
  await settle(portal).catch(() => undefined)
  await portal.clock.runFor(11_000)
  await eventually(portal, 'heard.length > 0')
  expect(await portal.evaluate('heard.map(({ type, detail }) => [type, detail.code])')).toEqual([
    ['error', 'no_answer'],
  ])
  expect(warnings.join('\n')).toContain('allow-popups-to-escape-sandbox')
})
