import { readdir, readFile } from 'node:fs/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'

let stack: Stack
let chromium: LaunchedBrowser

beforeAll(async () => {
  stack = await startStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await chromium.close()
  await stack.close()
})

/** Every character of the console's own words in all its languages. */
async function wordsOfTheConsole(): Promise<string> {
  const files = await readdir('web', { recursive: true })
  const catalogues = files.filter((file) => file.endsWith('.po'))
  const texts = await Promise.all(catalogues.map(async (file) => readFile(`web/${file}`, 'utf8')))
  return texts.join('')
}

/** Amounts, dates and times as the console formats them. */
function formatted(): string {
  const from = new Date('2026-10-25T12:00:00Z')
  const to = new Date('2026-11-23T12:00:00Z')
  return ['en-GB', 'da-DK', 'fi-FI', 'sv-SE', 'nb-NO']
    .flatMap((locale) => [
      ...['DKK', 'EUR'].flatMap((currency) =>
        ['code', 'symbol'].map((currencyDisplay) =>
          new Intl.NumberFormat(locale, {
            style: 'currency',
            currency,
            currencyDisplay: currencyDisplay === 'code' ? 'code' : 'symbol',
          }).format(-1_234_567.89),
        ),
      ),
      new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).formatRange(from, to),
      new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }).format(from),
    ])
    .join('')
}

test('the font that is shipped has every character that the console writes, and its weights', async () => {
  const nordic = 'ÆØÅÄÖæøåäöÉéÈèÜüßÐðÞþ«»“”’–—…·•×€−'
  const written = new Set(nordic + formatted() + (await wordsOfTheConsole()))
  // What is not seen needs no glyph; and arrows are not in the font's file of Latin letters.
  const characters = [...written].filter((one) => !/[\s\p{Cf}→]/u.test(one))
  const page = await chromium.newPage()
  await page.goto(`${stack.bff.url}/connect`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate(`(async () => {
    const shown = document.createElement('p')
    shown.id = 'characters'
    for (const text of ${JSON.stringify(characters)}) {
      const one = document.createElement('span')
      one.textContent = text
      shown.append(one)
    }
    document.querySelector('main').append(shown)
    await document.fonts.ready
  })()`)

  const client = await page.context().newCDPSession(page)
  await client.send('DOM.enable')
  await client.send('CSS.enable')
  const { root } = await client.send('DOM.getDocument')
  const { nodeIds } = await client.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '#characters span',
  })
  expect(nodeIds).toHaveLength(characters.length)
  const borrowed: string[] = []
  for (const [index, nodeId] of nodeIds.entries()) {
    const { fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId })
    if (!fonts.every(({ isCustomFont }) => isCustomFont)) borrowed.push(characters[index] ?? '')
  }
  expect(borrowed).toEqual([])

  // A weight that is not there would be made up of the next one, and be as wide as that.
  const widths: unknown = await page.evaluate(`
    [400, 550, 620, 700].map((weight) => {
      const context = document.createElement('canvas').getContext('2d')
      context.font = weight + " 100px 'Inter Variable'"
      return context.measureText('MobilePay 1234').width
    })`)
  const [regular = 0, ...heavier] = z.array(z.number()).parse(widths)
  for (const [index, width] of heavier.entries()) {
    expect(width).toBeGreaterThan(heavier[index - 1] ?? regular)
  }
})
