import { type EmbedOptions, type FrameMessage, isConsolePath } from '#shared/embed.ts'

import { followHeight } from './auto-height.ts'
import { linkFrame, type PortalLink } from './portal-link.ts'
import { optionAttributes, optionsOf } from './portal-options.ts'
import { reveal } from './reveal.ts'
import { missingTokens, warn, warnOfSandbox } from './sandbox.ts'
import type {
  MobilePayConnectAppearance,
  MobilePayConnectElement,
  MobilePayConnectEventMap,
} from './v1.d.ts'

/** Where this script came from is where the console is. */
const { origin } = new URL(import.meta.url)

// The element's size is the portal's to set; these are only defaults. A style sheet object, because
// a portal's CSP may refuse style elements.
const styles = new CSSStyleSheet()
styles.replaceSync(`
:host { display: block; position: relative; height: 640px; min-height: min-content; max-height: max-content }
:host([auto-height]) { height: auto }
:host([hidden]) { display: none }
iframe { display: block; width: 100%; height: 100%; border: 0 }
:host([auto-height]) iframe { height: 320px }
`)

/**
 * `<mobilepay-connect>`: shows the console in a portal's page (embedding.md section 7). A class,
 * because the platform makes elements of nothing else.
 */
export class MobilePayConnect
  extends HTMLElement
  implements Omit<MobilePayConnectElement, 'addEventListener' | 'removeEventListener'>
{
  static readonly observedAttributes = [
    'client-key',
    'view',
    'min-height',
    'max-height',
    ...optionAttributes,
  ]

  readonly #frame = document.createElement('iframe')
  #link: PortalLink | undefined
  #appearance: MobilePayConnectAppearance = {}
  /** Where the console is, so that a frame that reloads comes back to it. */
  #path: string | null = null
  #optionsAreStale = false

  constructor() {
    super()
    const frame = this.#frame
    frame.title = 'MobilePay Connect'
    frame.allow = 'clipboard-write'
    frame.loading = 'lazy'
    frame.referrerPolicy = 'strict-origin'
    frame.part.add('frame')
    const shadow = this.attachShadow({ mode: 'open' })
    shadow.adoptedStyleSheets = [styles]
    shadow.append(frame)
  }

  /** Colours and measures of the portal's own; what is not valid is dropped. */
  get appearance(): MobilePayConnectAppearance {
    return this.#appearance
  }

  set appearance(appearance: MobilePayConnectAppearance) {
    this.#appearance = appearance
    this.#tell()
  }

  navigate(path: string): void {
    if (!isConsolePath(path)) throw new TypeError('not a path of the console')
    this.#path = path
    this.#link?.send({ type: 'navigate', path })
  }

  refresh(): void {
    this.#link?.send({ type: 'refresh' })
  }

  logout(): void {
    this.#link?.send({ type: 'logout' })
  }

  connectedCallback(): void {
    // Set before the script was there, it hides the accessor.
    if (Object.hasOwn(this, 'appearance')) {
      const { appearance } = this
      Reflect.deleteProperty(this, 'appearance')
      this.appearance = appearance
    }
    if (missingTokens().length > 0) warnOfSandbox('This page is sandboxed')
    const setHeight = followHeight(this.#frame)
    this.#link = linkFrame(this.#frame, origin, {
      onReady: () => this.#greet(),
      onMessage: (message) => this.#hear(message, setHeight),
      onSilence: () => {
        const problem = `The frame did not answer. ${this.#frame.src} must list ${location.origin} among its origins, and frame-src of this page's CSP must allow it`
        warnOfSandbox(problem)
        this.#emit('mpc-error', { code: 'no_answer', message: problem })
      },
    })
    this.#load()
  }

  disconnectedCallback(): void {
    this.#link?.close()
    this.#link = undefined
  }

  // Moved by moveBefore() the frame lives on; without this it would count as removed.
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return
    const { style } = this.#frame
    switch (name) {
      case 'client-key':
        this.#path = null
        this.#load()
        break
      case 'view':
        if (this.#link === undefined) return
        if (isConsolePath(now)) this.navigate(now)
        else if (now !== null) warn('view is not a path of the console')
        break
      case 'min-height':
        style.minHeight = pixels(now)
        break
      case 'max-height':
        style.maxHeight = pixels(now)
        break
      default:
        if (name === 'auto-height') style.height = ''
        this.#tell()
    }
  }

  #load(): void {
    if (this.#link === undefined) return
    const key = this.getAttribute('client-key') ?? ''
    if (!/^[a-z0-9-]{1,64}$/.test(key)) return warn('client-key is missing or not [a-z0-9-]')
    const src = `${origin}/embed/${key}`
    this.#describe()
    // The same address again would load it twice when the element is put back into the page.
    if (this.#frame.src !== src) this.#frame.src = src
  }

  #describe(): EmbedOptions {
    const options = optionsOf(this, this.#appearance)
    const { theme = 'auto' } = options
    // A frame whose scheme is not its content's gets an opaque background (console.md 6.3).
    this.#frame.style.colorScheme = theme === 'auto' ? 'light dark' : theme
    return options
  }

  /** Several attributes that are set at once are told once. */
  #tell(): void {
    if (this.#optionsAreStale) return
    this.#optionsAreStale = true
    queueMicrotask(() => {
      this.#optionsAreStale = false
      this.#link?.send({ type: 'options', options: this.#describe() })
    })
  }

  #greet(): EmbedOptions {
    const view = this.#path ?? this.getAttribute('view')
    this.#emit('mpc-ready', null)
    return { ...this.#describe(), ...(isConsolePath(view) ? { view } : {}) }
  }

  #hear(message: FrameMessage, setHeight: (height: number) => void): void {
    switch (message.type) {
      case 'resize':
        if (this.hasAttribute('auto-height')) setHeight(message.height)
        break
      case 'scrollTo':
        reveal(this.#frame, message.top)
        break
      case 'navigate': {
        const { path, title } = message
        this.#path = path
        this.#emit('mpc-navigate', { path, title })
        break
      }
      case 'session': {
        const { type: _, ...detail } = message
        this.#emit('mpc-session', detail)
        break
      }
      case 'error': {
        const { code, message: text } = message
        if (code === 'popup_blocked') warnOfSandbox('The window of the login did not open')
        this.#emit('mpc-error', { code, message: text })
        break
      }
      case 'login':
        this.#emit('mpc-login', { state: message.state })
    }
  }

  #emit<K extends keyof MobilePayConnectEventMap>(
    type: K,
    detail: MobilePayConnectEventMap[K]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }))
  }
}

function pixels(value: string | null): string {
  return value !== null && /^\d+$/.test(value) ? `${value}px` : ''
}
