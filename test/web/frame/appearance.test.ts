import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { readOptions } from '#shared/embed.ts'

import { fitAppearance } from '../../../web/app/framed/appearance.ts'
import { contrast, type Hex, readHex } from '../../../web/app/framed/colour.ts'
import { fitColours } from '../../../web/app/framed/fit-colours.ts'
import { palettes } from '../../../web/app/framed/palette.ts'

const schemes = ['light', 'dark'] as const

/** Numbers as if at random, the same each time. Park and Miller's generator. */
function* numbers(): Generator<number, never> {
  for (let state = 20_261_124; ;) yield (state = (state * 48_271) % 2_147_483_647)
}

const names = ['accent', 'background', 'surface', 'text', 'muted', 'line', 'danger'] as const

/** A portal that sets some of the colours, to anything. */
function wishFrom(next: () => number) {
  const set = names.filter(() => next() % 2 === 0)
  return Object.fromEntries(
    set.map((name) => [name, `#${(next() % 0x1_00_00_00).toString(16).padStart(6, '0')}`]),
  )
}

test('contrast is WCAG’s', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2)
})

test('whatever colours a portal sets, everyone can read the console', () => {
  const source = numbers()
  const tooLow = new Set<string>()
  for (let run = 0; run < 4000; run += 1) {
    const scheme = run % 2 === 0 ? 'light' : 'dark'
    const wish = wishFrom(() => source.next().value)
    const { palette, page } = fitColours(wish, scheme)
    const grounds = [palette.surface, palette.sunken, ...(page === null ? [] : [page])]
    const pairs: readonly (readonly [string, Hex, readonly Hex[], number])[] = [
      ['text', palette.text, grounds, 4.5],
      ['muted', palette.muted, grounds, 4.5],
      ['links', palette['accent-text'], [...grounds, palette['accent-soft']], 4.5],
      ['links under the pointer', palette['accent-text-strong'], grounds, 4.5],
      ['accent', palette.accent, grounds, 3],
      ['button', palette['on-accent'], [palette.accent, palette['accent-strong']], 4.5],
      ['danger', palette.bad, [...grounds, palette['bad-tint']], 4.5],
      ['danger button', palette['on-bad'], [palette.bad, palette['bad-strong']], 4.5],
      ['borders', palette.control, [palette.surface], 3],
    ]
    for (const [what, colour, others, least] of pairs) {
      for (const other of others) {
        if (contrast(colour, other) < least) tooLow.add(`${what} of ${JSON.stringify(wish)}`)
      }
    }
  }
  expect([...tooLow]).toEqual([])
})

test('a colour that can be seen is taken as it is, in silence', () => {
  const { palette, hints } = fitColours({ accent: '#B3472F' }, 'light')
  expect(palette).toMatchObject({ accent: '#b3472f', 'on-accent': '#ffffff' })
  expect(hints).toEqual([])
})

test('one that cannot is corrected as little as needed, and the developer is told', () => {
  const { palette, hints } = fitColours({ accent: '#ffd21f' }, 'light')
  expect(contrast(palette.accent, '#f0f2f4')).toBeLessThan(3.2)
  expect(hints).toEqual([
    `accent #ffd21f is hard to see in the light theme: ${palette.accent} is shown`,
  ])
})

test('a light surface is for the light theme only, so that the frame is never of two schemes', () => {
  expect(fitColours({ surface: '#fffaf0' }, 'light').palette.surface).toBe('#fffaf0')
  const { palette, hints } = fitColours({ surface: '#fffaf0' }, 'dark')
  expect(palette.surface).toBe(palettes.dark.surface)
  expect(hints).toEqual(['surface #fffaf0 does not do in the dark theme and is left out'])
})

test('where the system decides the theme, each colour is there for both', () => {
  const { properties } = fitAppearance({ accent: '#b3472f' }, schemes)
  expect(properties.get('--accent')).toMatch(/^light-dark\(#b3472f, #[\da-f]{6}\)$/)
  expect(fitAppearance({ accent: '#b3472f' }, ['light']).properties.get('--accent')).toBe('#b3472f')
})

test('without colours nothing is set, measures and fonts aside', () => {
  const { properties } = fitAppearance(
    { radius: 4, fontSize: 14.7, fontFamily: "Segoe UI, 'Open Sans', sans-serif" },
    schemes,
  )
  expect([...properties]).toEqual([
    ['--radius', '4px'],
    ['--type', '1.05'],
    ['--font', "'Segoe UI', 'Open Sans', sans-serif"],
  ])
})

test('nothing but colours, numbers and font names gets as far as a style', () => {
  const hostile = 'red; } body { display: none } @import url(https://evil.test/x.css)'
  const { appearance = {} } = readOptions({
    appearance: {
      accent: hostile,
      surface: 'url(https://evil.test)',
      radius: '0) ; x',
      fontFamily: `x'; } ${hostile}`,
      fontSize: 400,
    },
  })
  expect([...fitAppearance(appearance, schemes).properties]).toEqual([])
})

const long = (colour = '') =>
  colour.length === 4 ? colour.replaceAll(/[\da-f]/g, (digit) => digit + digit) : colour

test('the usual values are those of the style sheet', () => {
  const sheet = readFileSync('web/ui/tokens.css', 'utf8')
  for (const [name, light] of Object.entries(palettes.light)) {
    const written = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(sheet)
    const alias = new RegExp(`--${name}: var\\(--([\\w-]+)\\)`).exec(sheet)?.[1]
    for (const [index, scheme] of schemes.entries()) {
      const palette: Readonly<Record<string, string>> = palettes[scheme]
      const value = alias === undefined ? long(written?.[index + 1]) : palette[alias]
      expect(`${name}: ${palette[name]}`).toBe(`${name}: ${value}`)
    }
    expect(readHex(light)).toBe(light)
  }
})
