import { afterEach, beforeEach, expect, test } from 'vitest'

import { createPortalBrowser } from '../../support/portal-browser.ts'
import { createPortalUser } from '../../support/portal-user.ts'
import { createHybridClient, parametersOf } from '../hybrid-client.ts'
import { startSandbox, type Sandbox } from '../sandbox.ts'

let sandbox: Sandbox
let client: Awaited<ReturnType<typeof createHybridClient>>
const frontchannelLogoutUri = 'http://localhost:5173/auth/frontchannel-logout'

beforeEach(async () => {
  sandbox = await startSandbox({ client: { frontchannelLogoutUri } })
  client = await createHybridClient(sandbox)
})
afterEach(() => sandbox.close())

const mette = () => createPortalUser({ email: 'mette@example.dk' })

test('who has consented before goes straight back, and with a new browser only logs in', async () => {
  const user = mette()
  await user.authorize((await client.request()).url)
  expect(user.pagesSeen()).toEqual(['login', 'consent'])
  expect(await user.authorize((await client.request()).url)).toMatchObject({ kind: 'response' })
  expect(user.pagesSeen()).toEqual([])
  const elsewhere = mette()
  expect(await elsewhere.authorize((await client.request()).url)).toMatchObject({
    kind: 'response',
  })
  expect(elsewhere.pagesSeen()).toEqual(['login'])
})

test('consent holds for one company: another one is asked about', async () => {
  const user = mette()
  await user.authorize((await client.request()).url)
  await user.authorize((await client.request({ merchant_vat: 'DK87654321' })).url)
  expect(user.pagesSeen()).toEqual(['consent'])
})

test('a product that was not allowed is asked for again; fewer products are not', async () => {
  const user = mette()
  const both = { scope: 'openid offline_access subscriptions invoice' }
  await user.authorize((await client.request(both)).url, { allow: ['invoice'] })
  const less = await client.request({ scope: 'openid offline_access invoice' })
  await user.authorize(less.url)
  expect(user.pagesSeen()).toEqual([])
  const outcome = await user.authorize((await client.request(both)).url)
  expect(user.pagesSeen()).toEqual(['consent'])
  expect(parametersOf(outcome).get('scope')).toBe(both.scope)
})

test('a no leaves nothing behind: the next login asks again', async () => {
  const user = mette()
  await user.authorize((await client.request()).url, { deny: true })
  await user.authorize((await client.request()).url)
  expect(user.pagesSeen()).toEqual(['consent'])
})

test('a page on which a login ends in an error leads back to the front page', async () => {
  const { url } = await client.request({ merchant_vat: 'DK1' })
  const answer = await fetch(url)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('<a href="/">To the stand-in\'s front page</a>')
  const over = await fetch(`${sandbox.portalUrl}/account/interaction/none`)
  expect([over.status, await over.text()]).toEqual([410, expect.stringContaining('<a href="/">To')])
})

test('the consent page names integrator, companies and products, and only the asked company can be chosen', async () => {
  const { url } = await client.request()
  const cookies = new Map<string, string>()
  const open = async (target: string, body?: URLSearchParams): Promise<string> => {
    const response = await fetch(target, {
      redirect: 'manual',
      headers: { cookie: [...cookies.values()].join('; '), origin: url.origin },
      ...(body && { method: 'POST', body }),
    })
    for (const line of response.headers.getSetCookie())
      cookies.set(line.split('=', 1)[0] ?? '', line.split(';', 1)[0] ?? '')
    const location = response.headers.get('location')
    return location === null ? response.text() : open(new URL(location, target).href)
  }
  const login = await open(url.href)
  const action = /<form method="post" action="([^"]*)"/.exec(login)?.[1] ?? ''
  const user = new URLSearchParams({ test_user: 'c0ffee00-1111-4222-8333-000000000001' })
  const page = await open(new URL(action, url).href, user)
  for (const text of ['MobilePay Connect', 'Nordlys Kaffe ApS', 'Subscriptions', 'Yes, allow'])
    expect(page).toContain(text)
  const radios = [...page.matchAll(/<input\s+type="radio"[^>]*>/g)].map(([radio]) => radio)
  expect(radios).toHaveLength(4)
  expect(radios.filter((radio) => !radio.includes('disabled'))).toEqual([
    expect.stringContaining('value="DK12345678" checked'),
  ])
})

test('the merchant sees the integration in the portal, removes it after a question, and it is gone', async () => {
  const user = mette()
  const sent = await client.request()
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  const page = `${sandbox.portalUrl}/settings/integration`
  expect(await user.read(page)).toContain('Nordlys Kaffe ApS DK12345678')
  expect(await createPortalUser({ email: 'aino@example.fi' }).read(page)).not.toContain(
    'DK12345678',
  )
  await user.revoke('DK12345678')
  expect(await user.read(page)).toContain('None of your companies has allowed anything')
  expect(await client.refresh(body['refresh_token'])).toMatchObject({ status: 400 })
})

test('nobody removes the integration of another company, and no other site does it for them', async () => {
  const user = mette()
  const sent = await client.request()
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  const action = `${sandbox.portalUrl}/settings/integration/remove`
  const remove = { method: 'POST', action, inputs: [] }
  const fromElsewhere = await fetch(action, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ vat: 'DK12345678' }),
  })
  expect(fromElsewhere.status).toBe(403)

  const aino = createPortalBrowser()
  const anonymous = await aino.submit(remove, [['vat', 'DK12345678']])
  expect(anonymous).toHaveProperty('page', expect.stringContaining('Log in'))
  await aino.submit({ ...remove, action: `${sandbox.portalUrl}/login` }, [
    ['email', 'aino@example.fi'],
    ['password', 'test-password'],
  ])
  expect(await aino.submit(remove, [['vat', 'DK12345678']])).toMatchObject({ status: 404 })
  expect(await client.refresh(body['refresh_token'])).toMatchObject({ status: 200 })
})

test('logging out ends the portal session, tells the integrator in a frame and goes where it asked', async () => {
  const user = mette()
  // An ID token from the stand-in's future must do as a hint all the same.
  sandbox.control.clock.advance(3600)
  const sent = await client.request()
  const { body } = await client.exchange(await user.authorize(sent.url), sent)
  const url = new URL(String(client.server.end_session_endpoint))
  url.searchParams.set('id_token_hint', String(body['id_token']))
  url.searchParams.set('post_logout_redirect_uri', 'http://localhost:5173/connect')
  url.searchParams.set('state', 'bye')
  const after = await user.logOut(url)
  expect(after).toMatchObject({ kind: 'page', status: 200 })
  const page = after.kind === 'page' ? after.page : ''
  const frame = new URL(/<iframe[^>]*src="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '')
  expect(frame.origin + frame.pathname).toBe(frontchannelLogoutUri)
  expect(frame.searchParams.get('iss')).toBe(sandbox.settings.MOBILEPAY_ISSUER)
  expect(frame.searchParams.get('sid')).not.toBe('')
  expect(page).toContain('url=http://localhost:5173/connect?state=bye')
  await user.authorize((await client.request()).url)
  expect(user.pagesSeen()).toEqual(['login'])
})

test('logging out leads to no address that was not registered', async () => {
  const user = mette()
  await user.authorize((await client.request()).url)
  const url = new URL(String(client.server.end_session_endpoint))
  url.searchParams.set('client_id', 'mpc-sandbox')
  url.searchParams.set('post_logout_redirect_uri', 'https://evil.example/')
  expect(await user.logOut(url)).toMatchObject({ kind: 'page', status: 400 })
})

test('portal pages cannot be framed and load nothing from elsewhere', async () => {
  const response = await fetch(sandbox.portalUrl)
  expect(response.headers.get('x-frame-options')).toBe('DENY')
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("form-action 'self' http://localhost:5173 http://localhost:3000")
})

test('a login page whose login is over says so', async () => {
  const response = await fetch(`${sandbox.portalUrl}/account/interaction/long-gone`)
  expect(response.status).toBe(410)
  expect(await response.text()).toContain('This login is over')
})
