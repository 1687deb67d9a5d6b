import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import {
  answeredLogin,
  authorizeIn,
  createFrame,
  createTab,
  peek,
  type Frame as Attacker,
} from '../../support/frame.ts'
import { apiRequests } from '../../support/requests.ts'
import { type Site, startSite } from '../../web/embed/site.ts'
import { finish } from '../framed-page.ts'
import { connectedIn, consolesIn, openPage, startIn, startPortals } from './portals.ts'
import type { Portals } from './portals.ts'

let portals: Portals
let chromium: LaunchedBrowser
let evil: Site
/** What the attacker's own site answers with. */
let trap = ''
let bff = ''

beforeAll(async () => {
  evil = await startSite('evil.test', (path, { method }) => {
    if (path !== '/on') return { body: trap }
    // Keeps the method and the body, on its way to us.
    const location = `${bff}/auth/login`
    return method === 'POST' ? { status: 307, headers: { location }, body: '' } : undefined
  })
  portals = await startPortals({
    portal: {
      host: '127.0.0.1',
      // An iframe of its own making, which other pages in it can reach by number.
      content: `<!doctype html><title>Portal</title>
        <iframe name="ours" src="CONNECT/embed/portal" width="900" height="900"></iframe>
        <iframe name="evil" src="${evil.origin}"></iframe>`,
    },
  })
  bff = portals.bff.url
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  chromium.context.setDefaultTimeout(8000)
})
beforeEach(async () => {
  trap = '<!doctype html><title>Evil</title>'
  await chromium.context.clearCookies()
  for (const vat of ['DK12345678', 'FI12345678']) portals.sandbox.control.revoke(vat)
})
afterAll(async () => {
  await chromium.close()
  await Promise.all([evil.close(), portals.close()])
})

/** The attacker, in a client of his own, in which he can do as he likes. */
const attacker = (): Attacker => createFrame({ url: bff, client: 'portal' })
const attackersTab = () => createTab(bff, 'aino@example.fi')

/** All but the handles of our own frames, which are worth nothing before a login. */
async function ourCookies(): Promise<readonly string[]> {
  const names = (await chromium.context.cookies(bff)).map(({ name }) => name)
  return names.filter((name) => !name.startsWith('__Host-Http-mpc-h-'))
}

const logSchema = z.object({ path: z.string(), status: z.number() })

/** How our server answers the next request for `path`; a browser would not tell of each. */
async function nextAnswer(path: string): Promise<number> {
  const { logLines } = portals.bff
  const known = logLines.length
  return vi.waitUntil(
    () =>
      logLines
        .slice(known)
        .map((line) => logSchema.safeParse(JSON.parse(line)).data)
        .find((line) => line?.path === path)?.status,
    { timeout: 8000 },
  )
}

/** The victim opens the trap. */
async function fallInto(content: string): Promise<Page> {
  trap = `<!doctype html><title>Evil</title>${content}`
  return openPage(chromium, evil.origin)
}

const form = (h: string, attributes = '', action = `${bff}/auth/login`) =>
  `<form method="post" action="${action}" ${attributes}><input name="h" value="${h}"></form>`
const submit = '<script>document.forms[0].submit()</script>'
const encoded = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

describe('A1: the victim’s browser is made to start the attacker’s login', () => {
  test.each<[what: string, content: (h: string) => string, status: number]>([
    ['a form that posts itself', (h) => form(h) + submit, 403],
    [
      'the same from a page without referrer',
      (h) => `<meta name="referrer" content="no-referrer">${form(h)}${submit}`,
      403,
    ],
    ['the same by a redirect of the attacker’s server', (h) => form(h, '', '/on') + submit, 403],
    [
      'a form in a sandboxed frame, into a new tab',
      (h) =>
        `<iframe sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"
          srcdoc="${encoded(`${form(h, 'target="_top"')}${submit}`)}"></iframe>
         <iframe sandbox="allow-scripts allow-forms allow-top-navigation"
          srcdoc="${encoded(`${form(h, 'target="_top"')}${submit}`)}"></iframe>`,
      403,
    ],
    [
      'a form in an about:blank frame',
      (h) =>
        `<iframe></iframe><script>
          const inner = document.querySelector('iframe').contentDocument
          inner.body.innerHTML = ${JSON.stringify(form(h, 'target="_top"'))}
          inner.forms[0].submit()
        </script>`,
      403,
    ],
    ['a link', (h) => `<script>location = '${bff}/auth/login?h=${h}'</script>`, 303],
    [
      'a meta refresh',
      (h) => `<meta http-equiv="refresh" content="0; url=${bff}/auth/login?h=${h}">`,
      303,
    ],
    ['an image', (h) => `<img src="${bff}/auth/login?h=${h}">`, 400],
    [
      'a call with credentials',
      (h) => `<script>
        fetch('${bff}/auth/login', {
          method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams({ h: '${h}' }),
        })
      </script>`,
      403,
    ],
  ])('%s starts nothing', async (_what, content, status) => {
    const him = attacker()
    const { hid, h } = await him.handle()
    const answered = nextAnswer('/auth/login')
    await fallInto(content(h))
    expect(await answered).toBe(status)
    expect(await peek(him, hid)).toBe('new')
    expect(await ourCookies()).toEqual([])
  })

  test.each<[what: string, script: (h: string) => string, status: number]>([
    ['leads our frame there', (h) => `frames[0].location = '${bff}/auth/login?h=${h}'`, 400],
    [
      'posts into our frame',
      (h) => `{
        document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(form(h, 'target="ours"'))})
        document.forms[0].submit()
      }`,
      403,
    ],
  ])('nor does a portal that %s', async (_what, script, status) => {
    const him = attacker()
    const { hid, h } = await him.handle()
    const page = await openPage(chromium, portals.url('portal'))
    await consolesIn(page)
    const answered = nextAnswer('/auth/login')
    await page.evaluate(script(h))
    expect(await answered).toBe(status)
    expect(await peek(him, hid)).toBe('new')
    expect(await ourCookies()).toEqual([])
  })

  test('a victim who answers the attacker’s authorization request is told, and gives him nothing', async () => {
    const [him, his] = [attacker(), attackersTab()]
    const { hid, h } = await him.handle()
    const started = await his.fetch('/auth/login', {
      method: 'POST',
      headers: { origin: bff },
      body: new URLSearchParams({ h }),
    })
    const [, link = ''] = /id="next" href="([^"]*)"/.exec(await started.text()) ?? []
    const page = await openPage(chromium, link.replaceAll('&amp;', '&'))
    await page.getByLabel('E-mail').fill('mette@example.dk')
    await page.getByLabel('Password').fill('test-password')
    await page.getByLabel('Password').press('Enter')
    await page.getByRole('button', { name: /^Yes/ }).click()
    await page
      .getByRole('heading', { level: 1, name: 'This login cannot be finished here' })
      .waitFor()
    expect(await peek(him, hid)).toBe('started')
    expect(await ourCookies()).toEqual([])
  })
})

describe('A2: the victim is to work in the attacker’s account', () => {
  test('his answer, posted while a login is pending, changes nothing about that', async () => {
    const theirs = await attacker().handle({ vat: 'FI12345678' })
    const { parameters } = await authorizeIn(attackersTab(), theirs.h)
    const page = await openPage(chromium, portals.url('portal'))
    const [console] = await consolesIn(page)
    if (console === undefined) throw new Error('no console')
    const tab = await startIn(chromium, console)
    const before = await ourCookies()
    const inputs = parameters.map(([name, value]) => `<input name="${name}" value="${value}">`)
    const trapped = await fallInto(
      `<form method="post" action="${bff}/auth/callback">${inputs.join('')}</form>${submit}`,
    )
    await trapped
      .getByRole('heading', { level: 1, name: 'This login cannot be finished here' })
      .waitFor()
    expect(await ourCookies()).toEqual(before)
    await finish(tab)
    expect(await connectedIn(console)).toBe('DK12345678')
  })

  test('his ticket, posted to our frame by the portal or a third page in it, is not taken', async () => {
    const his = await answeredLogin(attacker(), attackersTab(), { vat: 'FI12345678' })
    const page = await openPage(chromium, portals.url('portal'))
    const [console] = await consolesIn(page)
    if (console === undefined) throw new Error('no console')
    const redeemed: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/auth/redeem')) redeemed.push(request.postData() ?? '')
    })
    const waiting = page.waitForRequest(/\/auth\/wait\?.*since/)
    const tab = await startIn(chromium, console)
    const hid = new URL((await waiting).url()).searchParams.get('hid')
    await page.bringToFront()
    await console.getByText('Continue in the other window').waitFor()
    // Under his own handle's name, and under the one that our frame waits for.
    for (const name of [his.hid, hid]) {
      const message = JSON.stringify({ v: 1, type: 'mpc:handover', hid: name, ticket: his.ticket })
      const post = (target: string) => `${target}.postMessage(${message}, '*')`
      await page.evaluate(post('frames[0]'))
      await page.frame('evil')?.evaluate(post('parent.frames[0]'))
    }
    expect(page.frame('evil')).not.toBeNull()
    await finish(tab)
    expect(await connectedIn(console)).toBe('DK12345678')
    expect(redeemed).toHaveLength(1)
    expect(redeemed[0]).not.toContain(his.ticket)
  })

  test('his ticket, redeemed by our own frame, is for another frame', async () => {
    const his = await answeredLogin(attacker(), attackersTab(), { vat: 'FI12345678' })
    const page = await openPage(chromium, portals.url('portal'))
    const [console] = await consolesIn(page)
    if (console === undefined) throw new Error('no console')
    const asked = page.waitForRequest(/\/auth\/wait\?hid=/)
    await console.getByRole('textbox', { name: /VAT number/ }).fill('12345678')
    const hid = new URL((await asked).url()).searchParams.get('hid')
    const status = await console.evaluate(`fetch('/auth/redeem', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-CSRF': '1', 'X-MPC-Client': 'portal' },
      body: ${JSON.stringify(JSON.stringify({ hid, ticket: his.ticket }))},
    }).then((answer) => answer.headers.get('x-mpc-error'))`)
    expect(status).toBe('invalid_request')
    expect(await ourCookies()).toEqual([])
  })
})

describe('A4: pages around the frame use its cookie', () => {
  test('the portal and a third page in it can neither read nor do anything with it', async () => {
    const page = await openPage(chromium, portals.url('portal'))
    const [console] = await consolesIn(page)
    if (console === undefined) throw new Error('no console')
    await finish(await startIn(chromium, console))
    expect(await connectedIn(console)).toBe('DK12345678')
    await console.locator('.rows .row').nth(5).waitFor()
    portals.sandbox.control.clearRequests()
    const views = [page.mainFrame(), page.frame('evil')]
    for (const view of views) {
      const tried = await view?.evaluate(`(async () => {
        const results = []
        for (const [path, init] of [
          ['/api/v1/webhooks', {}],
          ['/api/v1/webhooks', { mode: 'no-cors' }],
          ['/api/v1/webhooks', { method: 'POST', mode: 'no-cors', body: '{}' }],
          ['/api/v1/webhooks', { headers: { 'X-CSRF': '1', 'X-MPC-Client': 'portal' } }],
          ['/auth/logout', { method: 'POST', mode: 'no-cors' }],
          ['/auth/session', { headers: { 'X-CSRF': '1', 'X-MPC-Client': 'portal' } }],
        ]) {
          results.push(
            await fetch('${bff}' + path, { credentials: 'include', ...init }).then(
              async (answer) => answer.type + (await answer.text()),
              () => 'refused',
            ),
          )
        }
        return results
      })()`)
      // `no-cors` answers would be opaque, and CORP keeps even those out.
      expect(tried).toEqual(Array.from({ length: 6 }, () => 'refused'))
    }
    expect(apiRequests(portals.sandbox)).toEqual([])
    expect(await connectedIn(console)).toBe('DK12345678')
  })
})
