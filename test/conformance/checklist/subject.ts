import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts'
import type { Browser } from '../../support/browser.ts'

/**
 * The bff that is judged, as the checklist sees it: an address, the stand-in that it is registered
 * with (whose controls are the provider's and the upstream's), and where it keeps what.
 *
 * Another bff is judged by a module of its own that exports `startSubject`; its path goes into
 * CONFORMANCE_SUBJECT.
 */
export interface Subject {
  readonly url: string
  readonly sandbox: Sandbox
  readonly routes: Routes
  /** A merchant's browser with an empty cookie jar, which knows how to go through a login. */
  readonly browser: (email?: string) => Browser
  /** Whether the check-session endpoint says that somebody is connected in this browser. */
  readonly isConnected: (browser: Browser) => Promise<boolean>
  readonly close: () => Promise<void>
}

/** Paths of the bff, and the upstream's behind them. */
interface Routes {
  /** Starts a login by navigation. */
  readonly login: (options?: { readonly vat?: string; readonly returnTo?: string }) => string
  /** The registered redirect URI's. */
  readonly callback: string
  /** Takes the authorization response from the callback page. */
  readonly complete: string
  readonly session: string
  readonly logout: string
  readonly frontchannelLogout: string
  /** A proxied read, and what it is upstream. */
  readonly read: string
  readonly readUpstream: string
  /** A proxied read with one dynamic part, with whatever is put there. */
  readonly readOne: (part: string) => string
  /** A proxied write with a JSON body that the upstream takes. */
  readonly write: { readonly method: string; readonly path: string; readonly body: string }
  /** Every route that needs the custom header, with path parts of the right shape. */
  readonly guarded: readonly { readonly method: string; readonly path: string }[]
  /** Documents that people open. */
  readonly documents: readonly string[]
  /** The document that an integrator's page may frame, where there is one for these clients. */
  readonly framed: string
}

/** What a check needs otherwise than by default. */
export interface Wishes {
  readonly sandbox?: SandboxOptions
  /** How the authorization response comes back; `form_post` where not said. */
  readonly responseMode?: 'form_post' | 'fragment'
  /** How long it may wait for the provider and the upstream; 2 s each where not said. */
  readonly patienceSeconds?: number
  /** The origin that may frame it. */
  readonly framedBy?: string
}

/** What the module exports that CONFORMANCE_SUBJECT names. */
export interface SubjectModule {
  readonly startSubject: (wishes: Wishes) => Promise<Subject>
  /**
   * Starts it with one outside address replaced by another, and says whether it refused.
   *
   * @param address - of the discovery document, the issuer, the APIs, or its own.
   */
  readonly refusesToStart: (
    address: 'discovery' | 'issuer' | 'apis' | 'public',
    url: string,
  ) => Promise<boolean>
}
