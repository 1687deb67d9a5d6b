import { join } from 'node:path'

import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { bundle } from './bundle.ts'
import { type Site, startSite } from './site.ts'

// A portal without our script, which can say anything.
const portalPage = `<!doctype html><title>portal</title><body style="margin: 0">
<iframe name="framed" src="CONSOLE" style="display: block; border: 0; height: 300px"></iframe>
<script>
  const heard = [], readies = []
  const frame = frames.framed
  let port
  addEventListener('message', ({ data, origin, source }) => {
    readies.push({ data, origin, isFrame: source === frame })
  })
  function init(options, change = {}, target = frame) {
    const channel = new MessageChannel()
    channel.port1.onmessage = ({ data }) => heard.push(data)
    port = channel.port1
    target.postMessage({ v: 1, type: 'mpc:init', options, ...change }, '*', [channel.port2])
  }
  const say = (message) => port.postMessage({ v: 1, ...message })
</script>`

let chromium: LaunchedBrowser
let portal: Site
let stranger: Site
let connect: Site

beforeAll(async () => {
  const script = await bundle(join(import.meta.dirname, 'pages/raw-console.js'))
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  connect = await startSite('localhost', (path) => {
    if (path === '/console.js') return { type: 'text/javascript', body: script }
    const description = JSON.stringify({
      client: 'acme',
      name: 'Fjord & Bæk "A/S"',
      origins: [portal.origin],
      scopes: ['invoice', 'unheard-of'],
      vats: ['DK12345678'],
    })
    const meta =
      path === '/'
        ? ''
        : `<meta name="mpc-embed" content='${description.replaceAll('&', '&amp;')}'>`
    return {
      body: `<!doctype html><title>console</title>${meta}<body style="margin: 0">
        <div id="content" style="height: 500px"></div><script type="module" src="/console.js"></script>`,
    }
  })
  const page = () => ({ body: portalPage.replace('CONSOLE', `${connect.origin}/embed/acme`) })
  portal = await startSite('127.0.0.1', page)
  stranger = await startSite('stranger.test', (path) =>
    path === '/' ? page() : { body: '<title>inner</title>' },
  )
})

afterAll(async () => {
  await chromium.close()
  await Promise.all([connect, portal, stranger].map((site) => site.close()))
})

async function open(site: Site): Promise<{ page: Page; frame: Frame }> {
  const page = await chromium.newPage()
  onTestFinished(() => page.close())
  await page.goto(site.origin)
  await eventually(page, 'readies.length > 0')
  const frame = page.frame('framed')
  if (frame === null) throw new Error('no frame')
  return { page, frame }
}

const eventually = <T>(where: Page | Frame, script: string) =>
  vi.waitUntil(() => where.evaluate<T>(script), { timeout: 4000, interval: 20 })
const settle = () => new Promise((resolve) => setTimeout(resolve, 150))

test('a console in a tab of its own has no portal', async () => {
  for (const path of ['/', '/embed/acme']) {
    const page = await chromium.newPage()
    await page.goto(connect.origin + path)
    await eventually(page, `'frameLine' in window`)
    expect(await page.evaluate('frameLine')).toBeUndefined()
    await page.close()
  }
})

test('it says that it listens, without data, and knows who may answer', async () => {
  const { page, frame } = await open(portal)
  expect(await page.evaluate('readies')).toEqual([
    { data: { v: 1, type: 'mpc:ready' }, origin: connect.origin, isFrame: true },
  ])
  const described = `({ ...frameLine, post: undefined })`
  expect(await frame.evaluate(described)).toEqual({
    client: 'acme',
    portalName: 'Fjord & Bæk "A/S"',
    scopes: ['invoice'],
    vats: ['DK12345678'],
  })
})

test('the portal’s options, ways and wishes arrive, checked', async () => {
  const { page, frame } = await open(portal)
  await page.evaluate(`{
    init({ locale: 'da', view: '/payouts', theme: 'purple', appearance: { accent: 'red', radius: 4 } })
    say({ type: 'navigate', path: '//evil.test' })
    say({ type: 'navigate', path: '/payments' })
    say({ type: 'options', options: { locale: 'fi', view: '/payouts' } })
    say({ type: 'refresh' })
    port.postMessage({ v: 2, type: 'logout' })
    port.postMessage('logout')
    say({ type: 'logout' })
  }`)
  await eventually(frame, `heard.some(([name]) => name === 'logout')`)
  expect(await frame.evaluate('heard')).toEqual([
    ['options', { locale: 'da', view: '/payouts', appearance: { radius: 4 } }],
    ['navigate', '/payments'],
    ['options', { locale: 'fi' }],
    ['refresh'],
    ['logout'],
  ])
})

test('what is said before the portal listens is said then, the last of each kind', async () => {
  const { page, frame } = await open(portal)
  await frame.evaluate(`{
    frameLine.post({ type: 'session', signedIn: false })
    frameLine.post({ type: 'navigate', path: '/', title: 'Start' })
    frameLine.post({ type: 'session', signedIn: true, merchant: { id: null, vat: 'DK12345678' } })
  }`)
  await page.evaluate('init({})')
  await eventually(page, 'heard.length > 1')
  await frame.evaluate(`frameLine.post({ type: 'login', state: 'done' })`)
  await eventually(page, 'heard.length > 2')
  expect(await page.evaluate('heard')).toEqual([
    { v: 1, type: 'session', signedIn: true, merchant: { id: null, vat: 'DK12345678' } },
    { v: 1, type: 'navigate', path: '/', title: 'Start' },
    { v: 1, type: 'login', state: 'done' },
  ])
})

test('an answer from an origin that is not the integrator’s is ignored', async () => {
  const { page, frame } = await open(stranger)
  await page.evaluate(`{ init({ locale: 'fi' }); say({ type: 'logout' }) }`)
  await frame.evaluate(`frameLine.post({ type: 'session', signedIn: false })`)
  await settle()
  expect(await frame.evaluate('heard')).toEqual([])
  expect(await page.evaluate('heard')).toEqual([])
})

test('an answer that is no answer, or is from another window, is ignored', async () => {
  const { page, frame } = await open(portal)
  await page.evaluate(`{
    init({}, { v: 2 })
    init({}, { type: 'mpc:ready' })
    frame.postMessage({ v: 1, type: 'mpc:init', options: {} }, '*')
    frame.postMessage('mpc:init', '*')
    // The integrator's origin, but not the window that frames us.
    const other = document.createElement('iframe')
    other.src = 'about:blank'
    document.body.append(other)
    const script = other.contentDocument.createElement('script')
    script.textContent = 'const { port2 } = new MessageChannel();' +
      'parent.frames.framed.postMessage({ v: 1, type: "mpc:init", options: {} }, "*", [port2])'
    other.contentDocument.body.append(script)
  }`)
  await settle()
  expect(await frame.evaluate('heard')).toEqual([])
  // And once there is a line, nothing else counts.
  await page.evaluate(`{
    init({ locale: 'da' })
    frame.postMessage({ v: 1, type: 'logout' }, '*')
    frame.postMessage({ v: 1, type: 'options', options: { locale: 'fi' } }, '*')
  }`)
  await eventually(frame, 'heard.length > 0')
  await settle()
  expect(await frame.evaluate('heard')).toEqual([['options', { locale: 'da' }]])
})

test('heights are reported when asked for, once each, until asked no more', async () => {
  const { page, frame } = await open(portal)
  await page.evaluate(`init({ autoHeight: false })`)
  await frame.evaluate(`content.style.height = '510px'`)
  await settle()
  expect(await page.evaluate('heard')).toEqual([])

  await page.evaluate(`say({ type: 'options', options: { autoHeight: true } })`)
  await eventually(page, 'heard.length > 0')
  await frame.evaluate(`content.style.height = '700.2px'`)
  await eventually(page, 'heard.length > 1')
  // Another wish, and a change that leaves the height as it is.
  await page.evaluate(`say({ type: 'options', options: { autoHeight: true, locale: 'fi' } })`)
  await frame.evaluate(`document.documentElement.style.width = '90%'`)
  await settle()
  expect(await page.evaluate('heard')).toEqual([
    { v: 1, type: 'resize', height: 510 },
    { v: 1, type: 'resize', height: 701 },
  ])
  expect(await frame.evaluate(`'autoHeight' in document.documentElement.dataset`)).toBe(true)

  await page.evaluate(`say({ type: 'options', options: {} })`)
  await eventually(frame, `!('autoHeight' in document.documentElement.dataset)`)
  await frame.evaluate(`content.style.height = '900px'`)
  await settle()
  expect(await page.evaluate('heard.length')).toBe(2)
})

test('a portal that says hello again gets the line, and the height', async () => {
  const { page, frame } = await open(portal)
  await page.evaluate('init({ autoHeight: true })')
  await eventually(page, 'heard.length === 1')
  await page.evaluate('init({ autoHeight: true })')
  await eventually(page, 'heard.length === 2')
  await frame.evaluate(`frameLine.post({ type: 'session', signedIn: false })`)
  await eventually(page, 'heard.length === 3')
  expect(await page.evaluate('heard.map(({ type }) => type)')).toEqual([
    'resize',
    'resize',
    'session',
  ])
})

test('a login window that does not open is explained where nobody else would', async () => {
  const { frame, page } = await open(portal)
  const warnings: string[] = []
  page.on('console', (message) => warnings.push(message.text()))
  await frame.evaluate(
    `frameLine.post({ type: 'error', code: 'popup_blocked', message: 'Blocked.' })`,
  )
  await expect.poll(() => warnings).toHaveLength(1)
  expect(warnings[0]).toContain(
    'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
  )
})
