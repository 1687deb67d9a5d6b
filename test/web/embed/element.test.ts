import { expect, test } from 'vitest'

import { eventually, hearWarnings, tag, setUpStage } from './portal-stage.ts'

const { connect, frameOf, openPortal } = setUpStage()

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
