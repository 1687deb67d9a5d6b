import { describe, expect, it } from 'vitest'

import { createPdf, row } from './pdf.ts'

const textOf = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')

/** Reads a PDF the way a reader does: from its end, through the table of offsets. */
const objectsOf = (text: string): ReadonlyMap<number, string> => {
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/u.exec(text)?.[1])
  const [, count = '0', table = ''] =
    /^xref\n0 (\d+)\n([\s\S]*?)trailer/u.exec(text.slice(start)) ?? []
  const entries = table.match(/.{18} \n/gu) ?? []
  expect(entries).toHaveLength(Number(count))
  return new Map(
    entries.slice(1).map((entry, index): [number, string] => {
      const object = text.slice(Number(entry.slice(0, 10)))
      const body = new RegExp(`^${index + 1} 0 obj\\n([\\s\\S]*?)\\nendobj\\n`, 'u').exec(
        object,
      )?.[1]
      if (body === undefined) throw new Error(`object ${index + 1} is not where the table says`)
      return [index + 1, body]
    }),
  )
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: `Line ${index}` }))

describe('a PDF', () => {
  it.each([0, 1, 46, 47, 200])('of %i lines holds together', (count) => {
    const text = textOf(createPdf('Faktura', lines(count)))
    expect(text.startsWith('%PDF-1.4\n')).toBe(true)
    const objects = objectsOf(text)
    expect(objects.get(1)).toContain('/Type /Catalog')
    const pages = [...objects.values()].filter((object) => object.includes('/Type /Page '))
    expect(objects.get(2)).toContain(`/Count ${pages.length}`)
    const contents = pages.map((page) => objects.get(Number(/\/Contents (\d+)/u.exec(page)?.[1])))
    for (const content of contents) {
      const [, length, stream] =
        /^<< \/Length (\d+) >>\nstream\n([\s\S]*)\nendstream$/u.exec(content ?? '') ?? []
      expect(stream).toHaveLength(Number(length))
    }
    const all = contents.join('\n')
    for (const { text: line } of lines(count)) expect(all).toContain(`(${line}) Tj`)
    for (const [, y] of all.matchAll(/ (\d+) Td/gu)) {
      expect(Number(y)).toBeGreaterThan(40)
      expect(Number(y)).toBeLessThan(842)
    }
    expect(text.match(/\(Faktura\) Tj/gu)).toHaveLength(1)
  })

  it('escapes what would end a text, and keeps Nordic letters and the euro', () => {
    const text = textOf(
      createPdf('T', [{ text: String.raw`a(b)c\d` }, { text: 'Æøå öÄ 5 €' }, { text: '🧖' }]),
    )
    expect(text).toContain(String.raw`(a\(b\)c\\d) Tj`)
    expect(text).toContain('(Æøå öÄ 5 \u0080) Tj')
    expect(text).not.toContain('€')
  })

  it('wraps long lines and sets two texts to the two margins', () => {
    const text = textOf(createPdf('T', [{ text: 'x'.repeat(200) }]))
    const widths = [...text.matchAll(/\((x+)\) Tj/gu)].map(([, run = '']) => run.length)
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(200)
    expect(row('Left', '1.00')).toHaveLength(Math.max(...widths))
    expect(row('x'.repeat(200), '1.00').endsWith(' 1.00')).toBe(true)
  })
})
