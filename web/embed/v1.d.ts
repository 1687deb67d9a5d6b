// Types of `<mobilepay-connect>`, version 1. Save this file beside your code; it needs nothing else.

/** Colours and measures of your own. Colours that would be hard to read are corrected. */
export interface MobilePayConnectAppearance {
  /** Colours as `#rrggbb`. */
  readonly accent?: string
  readonly background?: string
  readonly surface?: string
  readonly text?: string
  readonly muted?: string
  readonly line?: string
  readonly danger?: string
  /** Corners in pixels, 0 to 16. */
  readonly radius?: number
  /** Text in pixels, 13 to 16. */
  readonly fontSize?: number
  /** A font that is installed on the merchant's machine. */
  readonly fontFamily?: string
}

/** What the element tells the page around it. All events bubble. */
export interface MobilePayConnectEventMap {
  /** The console listens; again after each reload of the frame. */
  'mpc-ready': CustomEvent<null>
  /** Whether a merchant is connected: at first, and whenever that changes. */
  'mpc-session': CustomEvent<{
    readonly signedIn: boolean
    /** `id` is MobilePay's, where it names one; `vat` is the number that was asked for. */
    readonly merchant?: { readonly id: string | null; readonly vat: string }
  }>
  /** The merchant went to another page; `path` is good for `view`. */
  'mpc-navigate': CustomEvent<{ readonly path: string; readonly title: string }>
  /** Something is in the way, e.g. `popup_blocked` or `no_answer`. */
  'mpc-error': CustomEvent<{ readonly code: string; readonly message: string }>
  /** How a login that the merchant started is going. */
  'mpc-login': CustomEvent<{ readonly state: 'started' | 'waiting' | 'done' | 'failed' }>
}

/** The element. Its attributes may change at any time. */
export interface MobilePayConnectElement extends HTMLElement {
  appearance: MobilePayConnectAppearance
  /** Shows a page of the console, e.g. `/transactions`. */
  navigate(path: string): void
  /** Reads again what is on the screen. */
  refresh(): void
  /** Ends the merchant's connection in this portal. */
  logout(): void

  addEventListener<K extends keyof MobilePayConnectEventMap>(
    type: K,
    listener: (this: MobilePayConnectElement, event: MobilePayConnectEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
  removeEventListener<K extends keyof MobilePayConnectEventMap>(
    type: K,
    listener: (this: MobilePayConnectElement, event: MobilePayConnectEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void
}

/** For frameworks whose templates are typed. */
export interface MobilePayConnectAttributes {
  /** Names you to the console; given to you when you were set up. */
  'client-key': string
  /** E.g. `da`, `en` or `fi`. */
  locale?: string
  theme?: 'light' | 'dark' | 'auto'
  /** Page to show, e.g. `/transactions`. */
  view?: string
  /** The merchant that your page is about, e.g. `DK12345678`: another one counts as signed out. */
  vat?: string
  /** Pixels. */
  'min-height'?: string | number
  'max-height'?: string | number
  /** Grow with the content, instead of scrolling inside. */
  'auto-height'?: boolean | ''
  /** Leave out the pages' own headings. */
  'hide-title'?: boolean | ''
}

declare global {
  interface HTMLElementTagNameMap {
    'mobilepay-connect': MobilePayConnectElement
  }
}
