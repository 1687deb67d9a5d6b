import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { looks, sizes } from './looks.ts'
import { findOverflow } from './overflow.ts'
import { type Pattern, publicPatterns, readPatterns } from './places.ts'
import { lengthenWords } from './pseudo-locale.ts'
import { countRounds } from './rounds.ts'
import { findViolations } from './violations.ts'
import { createVisitor, settle, type Visitor } from './visitor.ts'

const isFull = process.env['FULL'] === '1'

/** One look a page, in turn: in all there are enough pages for each look. */
const usualLooks = (pattern: Pattern) => {
  const index = patterns.indexOf(pattern) % looks.length
  return looks.slice(index, index + 1)
}

/** Data that cannot be asked for before other data is there, and why. */
const furtherRounds: Readonly<Record<Pattern, number>> = {
  // Everything about invoices is under an id that another answer tells.
  '/invoices/:id': 1,
  '/invoices/consents': 2,
  '/invoices/import': 1,
  '/invoices/new': 1,
  '/invoices/settings': 1,
}

let visitor: Visitor
beforeAll(async () => {
  visitor = await createVisitor()
})
afterAll(() => visitor.close())

const patterns: readonly Pattern[] = [...publicPatterns, ...(await readPatterns())]

// `vitest run test/e2e/console -t /payouts` looks at the pages of one section.
describe.each(patterns)('the page %s', (pattern) => {
  test.each(isFull ? looks : usualLooks(pattern))(
    'can be used by everyone: $name',
    async (look) => {
      const page = await visitor.visit(pattern, look)
      expect(await findViolations(page)).toEqual([])
      expect(await findOverflow(page)).toEqual([])
    },
  )

  test('needs no sideways scrolling at 320 px', async () => {
    const page = await visitor.visit(pattern, { width: 320, height: 640, scheme: 'light' })
    expect(await findOverflow(page)).toEqual([])
  })

  test.runIf(isFull)('can be used in forced colours', async () => {
    const { page, url } = await visitor.open(pattern)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(url)
    await settle(page)
    const violations = await findViolations(page)
    await page.emulateMedia({ forcedColors: 'none' })
    expect(violations).toEqual([])
  })

  test.each(isFull ? sizes : sizes.slice(1, 2))(
    'has room for words of a longer language at $width px',
    async (size) => {
      const restore = await lengthenWords((await visitor.open(pattern)).page)
      const page = await visitor.visit(pattern, { ...size, scheme: 'light' })
      const found = await findOverflow(page)
      await restore()
      expect(found).toEqual([])
    },
  )

  test('asks MobilePay for everything at once', async () => {
    const { page, url } = await visitor.open(pattern)
    const { total, api } = await countRounds(page, url)
    const more = furtherRounds[pattern] ?? 0
    // Document; scripts, styles and font; session, page and words; data.
    expect.soft(total.slice(4 + more), total.join('\n')).toEqual([])
    expect(api.slice(1 + more)).toEqual([])
  })
})
