import type { EmbedOptions } from '#shared/embed.ts'

import type { Hex } from './colour.ts'

/** Colours and measures of a portal's own. */
export type Appearance = NonNullable<EmbedOptions['appearance']>

export type Scheme = 'light' | 'dark'

/** The tokens of ui/tokens.css that follow from a portal's colours. */
const names = [
  'surface',
  'sunken',
  'line',
  'control',
  'text',
  'muted',
  'accent',
  'accent-strong',
  'on-accent',
  'accent-text',
  'accent-text-strong',
  'accent-soft',
  'bad',
  'bad-strong',
  'bad-tint',
  'on-bad',
] as const

export type Palette = Readonly<Record<(typeof names)[number], Hex>>

/** Their usual values. */
export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    surface: '#ffffff',
    sunken: '#f0f2f4',
    line: '#e1e5e9',
    control: '#848f9a',
    text: '#14181f',
    muted: '#55606b',
    accent: '#0e5e6f',
    'accent-strong': '#0a4957',
    'on-accent': '#ffffff',
    'accent-text': '#0e5e6f',
    'accent-text-strong': '#0a4957',
    'accent-soft': '#e3f1f3',
    bad: '#a8232c',
    'bad-strong': '#8a1922',
    'bad-tint': '#fdeaea',
    'on-bad': '#ffffff',
  },
  dark: {
    surface: '#171b21',
    sunken: '#1f252c',
    line: '#2a323b',
    control: '#74808d',
    text: '#e9edf1',
    muted: '#a6b0ba',
    accent: '#62c3d4',
    'accent-strong': '#86d3e0',
    'on-accent': '#06222a',
    'accent-text': '#62c3d4',
    'accent-text-strong': '#86d3e0',
    'accent-soft': '#15333a',
    bad: '#ff9a98',
    'bad-strong': '#ffb5b3',
    'bad-tint': '#3b1719',
    'on-bad': '#2e0a0b',
  },
}
