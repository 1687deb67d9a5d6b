import { adjust, black, contrast, type Hex, mix, readHex, white, writingOn } from './colour.ts'
import { type Appearance, type Palette, palettes, type Scheme } from './palette.ts'

/** Contrasts of WCAG 2.2: 1.4.3 for text, 1.4.11 for what is not text. */
const forText = 4.5
const forShapes = 3

const readsOn = (grounds: readonly Hex[]) => (colour: Hex) =>
  grounds.every((ground) => contrast(colour, ground) >= forText)
const isFill = (colour: Hex) => contrast(colour, writingOn(colour)) >= forText

interface FittedColours {
  readonly palette: Palette
  /** Behind everything; null: the portal's own page shows. */
  readonly page: Hex | null
  readonly hints: readonly string[]
}

/** A portal's colours in one scheme: taken as they are where everyone can read them, else corrected. */
export function fitColours(wish: Appearance, scheme: Scheme): FittedColours {
  const usual = palettes[scheme]
  const strong = scheme === 'light' ? black : white
  const hints: string[] = []

  function take(name: keyof Appearance, isFit: (colour: Hex) => boolean): Hex | null {
    const colour = readHex(wish[name])
    if (colour === null || isFit(colour)) return colour
    hints.push(`${name} ${colour} does not do in the ${scheme} theme and is left out`)
    return null
  }
  function correct(name: keyof Appearance, wished: Hex, isFit: (colour: Hex) => boolean): Hex {
    const fitted = adjust(wished, strong, isFit)
    if (fitted !== wished && wished === readHex(wish[name])) {
      hints.push(`${name} ${wished} is hard to see in the ${scheme} theme: ${fitted} is shown`)
    }
    return fitted
  }

  // Far enough from the writing that a tint of it is still a ground to read on.
  const ofScheme = (colour: Hex) => contrast(colour, strong) >= 7
  const ownSurface = take('surface', ofScheme)
  const surface = ownSurface ?? usual.surface
  const page = take('background', ofScheme)
  const sunken = ownSurface === null ? usual.sunken : mix(surface, strong, 0.05)
  const grounds = page === null ? [surface, sunken] : [surface, sunken, page]
  const text = take('text', readsOn(grounds)) ?? adjust(usual.text, strong, readsOn(grounds))
  const muted = take('muted', readsOn(grounds)) ?? adjust(usual.muted, strong, readsOn(grounds))
  const ownLine = take('line', (colour) => contrast(colour, surface) < forText)
  const line = ownLine ?? (ownSurface === null ? usual.line : mix(surface, strong, 0.12))
  const control = adjust(usual.control, strong, (colour) => contrast(colour, surface) >= forShapes)

  const own = { accent: readHex(wish.accent), danger: readHex(wish.danger) }
  const accent = correct(
    'accent',
    own.accent ?? usual.accent,
    (colour) => grounds.every((ground) => contrast(colour, ground) >= forShapes) && isFill(colour),
  )
  const soft =
    own.accent === null && ownSurface === null ? usual['accent-soft'] : mix(surface, accent, 0.1)
  const accentText = adjust(accent, strong, readsOn([...grounds, soft]))
  const tint =
    own.danger === null && ownSurface === null
      ? usual['bad-tint']
      : mix(surface, own.danger ?? usual.bad, 0.1)
  const bad = correct(
    'danger',
    own.danger ?? usual.bad,
    (colour) => readsOn([...grounds, tint])(colour) && isFill(colour),
  )
  return {
    page,
    hints,
    palette: {
      surface,
      sunken,
      line,
      control,
      text,
      muted,
      accent,
      'accent-strong': accent === usual.accent ? usual['accent-strong'] : pressed(accent),
      'on-accent': accent === usual.accent ? usual['on-accent'] : writingOn(accent),
      'accent-text': accentText,
      'accent-text-strong': mix(accentText, strong, 0.2),
      'accent-soft': soft,
      bad,
      'bad-strong': bad === usual.bad ? usual['bad-strong'] : pressed(bad),
      'on-bad': bad === usual.bad ? usual['on-bad'] : writingOn(bad),
      'bad-tint': tint,
    },
  }
}

/** A filled control under the pointer: further from what is written on it. */
function pressed(fill: Hex): Hex {
  return mix(fill, writingOn(fill) === white ? black : white, 0.18)
}
