/** What an access token says, once its signature, lifetime and standing have been checked. */
export type VerifiedToken =
  | {
      readonly active: true
      readonly clientId: string
      /** The portal user who consented, not the merchant. */
      readonly subject: string
      /** Absent in tokens of a login without `merchant_vat`: the APIs then answer 403. */
      readonly merchantId?: string
      readonly scopes: readonly string[]
    }
  | { readonly active: false }

/** One API call as the tutorial tells it. */
export interface ApiEvent {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  readonly status: number
  /** What the API looked at and why it answered so, in one plain sentence. Never a token. */
  readonly checked: string
}

/** What the five APIs need of the rest of the stand-in. */
export interface ApiDeps {
  /**
   * Judges the token of an `Authorization: Bearer …` header.
   *
   * @param bearer the token alone, without `Bearer `; undefined when the header is missing.
   */
  readonly verify: (bearer: string | undefined) => Promise<VerifiedToken> | VerifiedToken
  /** The stand-in's clock, which tests can move: milliseconds since the epoch. */
  readonly now: () => number
  /** Where the links that open the app lead; without it to MobilePay's own pages, which know nothing of us. */
  readonly landing?: string
  /** Reports a call to the tutorial. */
  readonly observe: (event: ApiEvent) => void
}
