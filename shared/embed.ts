/**
 * The messages between a portal's page, the framed console and the window of a login.
 *
 * Handshake: the frame posts `mpc:ready` to whoever embeds it; the portal's script checks origin and
 * source and answers `mpc:init` with a MessagePort; the frame takes it from the origins of its
 * integrator only. From then on everything goes through the port. No token, code or id of a login
 * ever does. Unknown versions and types are ignored on both sides.
 *
 * Written without a library, because the portal's script carries it (4 kB in all).
 */
export const embedVersion = 1

export const embedMessages = {
  ready: 'mpc:ready',
  init: 'mpc:init',
  /** The login's window to the frame, own origin only: here is the sealed answer. */
  handOver: 'mpc:handover',
  /** The frame to the login's window: taken, close. */
  acknowledge: 'mpc:ack',
} as const

/** What an iframe with a sandbox around the console needs; `allow-downloads` as well, for CSV files. */
export const sandboxTokens = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
] as const

const themes = ['light', 'dark', 'auto'] as const
type Theme = (typeof themes)[number]

/** Design values that a portal may set; anything else is dropped. No CSS text goes in. */
interface Appearance {
  /** `#rrggbb`, like the other colours. */
  readonly accent?: string
  readonly background?: string
  readonly surface?: string
  readonly text?: string
  readonly muted?: string
  readonly line?: string
  readonly danger?: string
  /** Pixels, 0 to 16. */
  readonly radius?: number
  /** Pixels, 13 to 16. */
  readonly fontSize?: number
  /** Name of a font that the merchant's machine has. */
  readonly fontFamily?: string
}

/** What the portal asks of the console; each may change at any time. */
export interface EmbedOptions {
  /** BCP 47, e.g. `da`; unknown ones fall back as at top level. */
  readonly locale?: string
  readonly theme?: Theme
  /** Path of the console's route to show, e.g. `/transactions`. */
  readonly view?: string
  /** The merchant that the portal is about: another one counts as signed out. */
  readonly vat?: string
  /** Whether the element grows with the content; the frame then reports its height. */
  readonly autoHeight?: boolean
  /** Whether the pages leave out their heading, because the portal has one. */
  readonly hideTitle?: boolean
  readonly appearance?: Appearance
}

/**
 * What the portal says through the port. `options` are all of them, in place of the ones before,
 * except `view`: where to go is said once, in `mpc:init`, and then by `navigate`.
 */
export type PortalMessage =
  | { readonly type: 'options'; readonly options: EmbedOptions }
  | { readonly type: 'navigate'; readonly path: string }
  | { readonly type: 'refresh' }
  | { readonly type: 'logout' }

/** How a login that the merchant started is going. */
type LoginState = 'started' | 'waiting' | 'done' | 'failed'

/** What the frame says through the port. */
export type FrameMessage =
  | { readonly type: 'resize'; readonly height: number }
  | {
      readonly type: 'session'
      readonly signedIn: boolean
      readonly merchant?: { readonly id: string | null; readonly vat: string }
    }
  | { readonly type: 'navigate'; readonly path: string; readonly title: string }
  | { readonly type: 'error'; readonly code: string; readonly message: string }
  | { readonly type: 'scrollTo'; readonly top: number }
  | { readonly type: 'login'; readonly state: LoginState }

type Unknown = Readonly<Record<string, unknown>>

/** Whether `data` is an object of this protocol's version. */
export function isVersioned(data: unknown): data is Unknown & { readonly type: unknown } {
  return isObject(data) && data['v'] === embedVersion
}

/** Whether `path` is one of the console's own, e.g. `/payments?from=2026-11-01`. */
export function isConsolePath(path: unknown): path is string {
  return typeof path === 'string' && path.length <= 2048 && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)
}

/** Reads a message of the portal's, or undefined where it is none. Options are read leniently. */
export function readPortalMessage(data: unknown): PortalMessage | undefined {
  if (!isVersioned(data)) return undefined
  switch (data.type) {
    case 'options':
      return { type: 'options', options: readOptions(data['options']) }
    case 'navigate':
      return isConsolePath(data['path']) ? { type: 'navigate', path: data['path'] } : undefined
    case 'refresh':
    case 'logout':
      return { type: data.type }
    default:
      return undefined
  }
}

/** Reads a message of the frame's, or undefined where it is none. */
export function readFrameMessage(data: unknown): FrameMessage | undefined {
  if (!isVersioned(data)) return undefined
  const { type, height, top, signedIn, merchant, path, title, code, message, state } = data
  switch (type) {
    case 'resize':
      return isSize(height) ? { type, height } : undefined
    case 'scrollTo':
      return isSize(top) ? { type, top } : undefined
    case 'session': {
      if (typeof signedIn !== 'boolean') return undefined
      const known = readMerchant(merchant)
      return known === undefined ? { type, signedIn } : { type, signedIn, merchant: known }
    }
    case 'navigate':
      return isConsolePath(path) && isText(title) ? { type, path, title } : undefined
    case 'error':
      return isText(code) && isText(message) ? { type, code, message } : undefined
    case 'login':
      return state === 'started' || state === 'waiting' || state === 'done' || state === 'failed'
        ? { type, state }
        : undefined
    default:
      return undefined
  }
}

/** Takes from `value` what are options of the right form, and drops the rest. */
export function readOptions(value: unknown): EmbedOptions {
  if (!isObject(value)) return {}
  const { locale, theme, view, vat, autoHeight, hideTitle, appearance } = value
  const known = themes.find((name) => name === theme)
  return {
    ...(typeof locale === 'string' && /^[A-Za-z-]{2,16}$/.test(locale) ? { locale } : {}),
    ...(known === undefined ? {} : { theme: known }),
    ...(isConsolePath(view) ? { view } : {}),
    ...(typeof vat === 'string' && /^(DK|FI)\d{8}$/.test(vat) ? { vat } : {}),
    ...(typeof autoHeight === 'boolean' ? { autoHeight } : {}),
    ...(typeof hideTitle === 'boolean' ? { hideTitle } : {}),
    ...(isObject(appearance) ? { appearance: readAppearance(appearance) } : {}),
  }
}

const colours = ['accent', 'background', 'surface', 'text', 'muted', 'line', 'danger'] as const

function readAppearance(value: Unknown): Appearance {
  const { radius, fontSize, fontFamily } = value
  const found: Record<string, string | number> = {}
  for (const name of colours) {
    const colour = value[name]
    if (typeof colour === 'string' && /^#[\da-f]{6}$/i.test(colour)) found[name] = colour
  }
  if (typeof radius === 'number' && radius >= 0 && radius <= 16) found['radius'] = radius
  if (typeof fontSize === 'number' && fontSize >= 13 && fontSize <= 16) found['fontSize'] = fontSize
  if (typeof fontFamily === 'string' && /^[\p{L}\d ,'-]{1,100}$/u.test(fontFamily)) {
    found['fontFamily'] = fontFamily
  }
  return found
}

function readMerchant(value: unknown) {
  if (!isObject(value)) return undefined
  const { id, vat } = value
  return (id === null || isText(id)) && isText(vat) ? { id, vat } : undefined
}

function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2048
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 100_000
}
