/** What became of one row. */
export type RowState =
  /** Something in it is wrong; it is not sent before that is put right. */
  | { readonly state: 'invalid' }
  | { readonly state: 'ready' }
  /** Handed to the network, no answer yet. Found after a reload, it may or may not have arrived. */
  | { readonly state: 'sending' }
  /** No answer came; it is looked up before anything is sent again. */
  | { readonly state: 'unknown' }
  /** MobilePay took it, and finds out whether it is good. */
  | { readonly state: 'taken'; readonly id: string }
  | {
      readonly state: 'done'
      /** Null where MobilePay had it already and does not say which one it is. */
      readonly id: string | null
      readonly href: string | null
    }
  /** MobilePay does not want it; why in its words, and by its code, which the first releases left out. */
  | { readonly state: 'refused'; readonly reason: string | null; readonly code?: string | null }

/** A row of the file and how far it is. */
export interface JobRow {
  readonly job: string
  /** The line in the file; the header is line 1. */
  readonly line: number
  readonly cells: readonly string[]
  readonly outcome: RowState
}

/** One file on its way to MobilePay. Kept in this browser until it is put away. */
export interface Job {
  readonly id: string
  /** Whose file it is: jobs of another business are never shown, let alone sent. */
  readonly vat: string
  readonly kind: 'charges' | 'direct' | 'link'
  /** Subscription provider or invoice issuer. */
  readonly target: string
  readonly fileName: string
  readonly createdAt: number
  readonly header: readonly string[]
  /** Which column holds which field. */
  readonly columns: Readonly<Record<string, number>>
  readonly decimals: ',' | '.'
}

/** What a row's sending came to, apart from an error that concerns all of them. */
export type Outcome = Extract<RowState, { readonly state: 'taken' | 'done' | 'refused' }>

/** How rows of one kind reach MobilePay. Its calls reject with an ApiError. */
export interface Sender<T> {
  /** Rows in one call. */
  readonly batchSize: number
  /** Calls at a time. */
  readonly atOnce: number
  /** Sends rows; one outcome per row, in their order, undefined where the answer does not tell. */
  readonly send: (rows: readonly T[]) => Promise<readonly (Outcome | undefined)[]>
  /**
   * Finds out what became of a row whose answer was lost. `absent`: MobilePay does not have it, so it
   * may be sent again.
   */
  readonly settle: (row: T) => Promise<Outcome | 'absent'>
  /** Asks what became of a row that was taken; the same again while that is not known. */
  readonly check: (row: T, id: string) => Promise<Outcome>
}
