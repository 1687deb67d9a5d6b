import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { eventually, settle, tag, setUpStage } from './portal-stage.ts'

const { connect, evil, framesServed, frameOf, openPortal } = setUpStage()

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
  expect(await portal.evaluate('heard.length')).toBe(1)
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
  const before = framesServed()
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
  expect(framesServed() - before).toBe(1)
})
