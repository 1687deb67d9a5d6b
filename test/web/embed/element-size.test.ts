import { inflateSync } from 'node:zlib'

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { eventually, hearWarnings, settle, tag, setUpStage } from './portal-stage.ts'

const { frameOf, openPortal } = setUpStage()

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
