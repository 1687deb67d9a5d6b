import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { looks } from './looks.ts'
import { publicPatterns, readPatterns } from './places.ts'
import { createVisitor, type Visitor } from './visitor.ts'

// PICTURES=<folder> vitest run test/e2e/console/pictures -t /payouts
const folder = process.env['PICTURES']

let visitor: Visitor
beforeAll(async () => {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  visitor = await createVisitor()
})
afterAll(() => visitor?.close())

// For looking at, not compared: what a page shows moves with the day, and fonts with the machine.
test.runIf(folder !== undefined).each([...publicPatterns, ...(await readPatterns())])(
  'a picture of %s in each size and theme, and one of them all',
  async (pattern) => {
    const name = pattern.replaceAll(/\W+/g, '_')
    const files: string[] = []
    for (const look of looks) {
      // One after the other: it is one browser.
      const page = await visitor.visit(pattern, look)
      const file = join(folder ?? '', `${name}-${look.width}-${look.scheme}.png`)
      await page.screenshot({ path: file })
      files.push(file)
    }
    const sheet = join(folder ?? '', `${name}.html`)
    await writeFile(sheet, sheetOf(files))
    const { page } = await visitor.open('/nowhere')
    await page.setViewportSize({ width: 1900, height: 1150 })
    await page.goto(pathToFileURL(sheet).href)
    await page.screenshot({ path: join(folder ?? '', `${name}.png`) })
    expect(files).toHaveLength(looks.length)
  },
)

function sheetOf(files: readonly string[]): string {
  const pictures = files.map((file) => `<img src="${pathToFileURL(file).href}" height="560" />`)
  return `<!doctype html><body style="background:#777;margin:4px">${pictures.join(' ')}`
}
