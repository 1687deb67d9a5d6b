import { fitColours } from './fit-colours.ts'
import type { Appearance, Scheme } from './palette.ts'

export interface FittedAppearance {
  /** Values of custom properties. */
  readonly properties: ReadonlyMap<string, string>
  /** For the portal's developer: what was not taken as it is, and why. */
  readonly hints: readonly string[]
}

/** A portal's appearance as the console shows it in `schemes`: both where the system decides. */
export function fitAppearance(wish: Appearance, schemes: readonly Scheme[]): FittedAppearance {
  const properties = new Map<string, string>()
  const { radius, fontSize, fontFamily, ...colours } = wish
  if (radius !== undefined) properties.set('--radius', `${radius}px`)
  if (fontSize !== undefined) properties.set('--type', String(fontSize / 14))
  if (fontFamily !== undefined) properties.set('--font', quoteFonts(fontFamily))
  if (Object.keys(colours).length === 0) return { properties, hints: [] }

  const fitted = schemes.map((scheme) => fitColours(colours, scheme))
  const [first, second] = fitted.map(({ palette, page }) =>
    Object.entries({ ...palette, page: page ?? 'transparent' }),
  )
  for (const [index, [name, value]] of first?.entries() ?? []) {
    const other = second?.[index]?.[1]
    properties.set(`--${name}`, other === undefined ? value : `light-dark(${value}, ${other})`)
  }
  return { properties, hints: fitted.flatMap(({ hints }) => hints) }
}

const generic = ['serif', 'sans-serif', 'monospace', 'system-ui']

/** Names of fonts as CSS wants them; whatever else stands there is part of a name. */
function quoteFonts(list: string): string {
  return list
    .split(',')
    .map((name) => name.replaceAll("'", '').trim())
    .filter((name) => name !== '')
    .map((name) => (generic.includes(name) ? name : `'${name}'`))
    .join(', ')
}
