import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readOptions } from '#shared/embed.ts'

import { fitAppearance } from '../../../web/app/framed/appearance.ts'
import { contrast, type Hex, readHex } from '../../../web/app/framed/colour.ts'
import { fitColours } from '../../../web/app/framed/fit-colours.ts'
import { palettes } from '../../../web/app/framed/palette.ts'

const schemes = ['light', 'dark'] as const

const anyColour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value): Hex => `#${value.toString(16).padStart(6, '0')}`)

test('contrast is WCAG’s', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2)
})

test('whatever colours a portal sets, everyone can read the console', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...schemes),
      fc.record(
        {
          accent: anyColour,
          background: anyColour,
          surface: anyColour,
          text: anyColour,
          muted: anyColour,
          line: anyColour,
          danger: anyColour,
        },
        { requiredKeys: [] },
      ),
      (scheme, wish) => {
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
            expect(
              contrast(colour, other),
              `${what}: ${colour} on ${other}`,
            ).toBeGreaterThanOrEqual(least)
          }
        }
      },
    ),
    { numRuns: 3000 },
  )
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
    { radius: 4, fontSize: 15, fontFamily: "Segoe UI, 'Open Sans', sans-serif" },
    schemes,
  )
  expect([...properties]).toEqual([
    ['--radius', '4px'],
    ['--font-size', '15px'],
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

test('the usual values are those of the style sheet', () => {
  const sheet = readFileSync('web/ui/tokens.css', 'utf8')
  const long = (colour = '') =>
    colour.length === 4 ? colour.replaceAll(/[\da-f]/g, (digit) => digit + digit) : colour
  for (const [name, light] of Object.entries(palettes.light)) {
    const written = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(sheet)
    const alias = new RegExp(`--${name}: var\\(--([\\w-]+)\\)`).exec(sheet)?.[1]
    for (const [index, scheme] of schemes.entries()) {
      const palette: Readonly<Record<string, string>> = palettes[scheme]
      expect(palette[name], name).toBe(
        alias === undefined ? long(written?.[index + 1]) : palette[alias],
      )
    }
    expect(readHex(light)).toBe(light)
  }
})
