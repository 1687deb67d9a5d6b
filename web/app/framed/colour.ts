/** `#rrggbb`. */
export type Hex = `#${string}`

export const white: Hex = '#ffffff'
export const black: Hex = '#000000'
/** Dark writing, softer than black. */
const ink: Hex = '#06222a'

/** The colour in `value`, if that is one. */
export function readHex(value: unknown): Hex | null {
  const digits = typeof value === 'string' ? /^#([\da-f]{6})$/i.exec(value)?.[1] : undefined
  return digits === undefined ? null : `#${digits.toLowerCase()}`
}

function channels(colour: Hex): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

/** Relative luminance, 0 to 1. WCAG 2.2, "relative luminance". */
function luminance(colour: Hex): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio, 1 to 21. WCAG 2.2, "contrast ratio". */
export function contrast(one: Hex, other: Hex): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of `other` in `colour`, 0 to 1. */
export function mix(colour: Hex, other: Hex, share: number): Hex {
  const others = channels(other)
  const mixed = channels(colour).map((value, index) =>
    Math.round(value + ((others[index] ?? 0) - value) * share)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${mixed.join('')}`
}

/** What can be read best on it, white rather than dark where both do. */
export function writingOn(colour: Hex): Hex {
  const onWhite = contrast(colour, white)
  return onWhite >= 4.5 || onWhite >= contrast(colour, ink) ? white : ink
}

/** The colour nearest to `colour`, on the way to white or black, of which `isFit` holds. */
export function adjust(colour: Hex, towards: Hex, isFit: (candidate: Hex) => boolean): Hex {
  for (let percent = 0; percent < 100; percent += 1) {
    const candidate = mix(colour, towards, percent / 100)
    if (isFit(candidate)) return candidate
  }
  return towards
}
