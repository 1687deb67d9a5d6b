import { expect, test } from 'vitest'

import { eventually, hearWarnings, portalPage, settle, tag, setUpStage } from './portal-stage.ts'

const { connect, frameOf, openPortal } = setUpStage()

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
    { '/inner': portalPage(tag()) },
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
