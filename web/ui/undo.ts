import { loadToasts, isSpeaking, tellDone } from './notify.ts'
import { isProblem, type Problem } from './problem.ts'
import { createValue, useValue } from './value.ts'

/** Time to think again. */
const holdSeconds = 8

/** An act that can be taken back until it is sent. Its texts are in the merchant's language. */
export interface HeldSend {
  /** Names what it is about, e.g. `webhook/<id>`: one act at a time for each. */
  readonly id: string
  /** "The webhook will be deleted": what happens when the time is up. */
  readonly text: string
  /** "Webhook deleted" */
  readonly done: string
  /** "The webhook was not deleted" */
  readonly failed: string
  readonly send: () => Promise<unknown>
}

type HeldPhase =
  | { readonly name: 'waiting'; readonly secondsLeft: number }
  | { readonly name: 'sending' }
  | { readonly name: 'failed'; readonly problem: Problem }

interface HeldState {
  readonly held: HeldSend
  readonly phase: HeldPhase
}

const all = createValue<ReadonlyMap<string, HeldState>>(new Map())

function put(id: string, state: HeldState | undefined): void {
  const next = new Map(all.get())
  if (state) next.set(id, state)
  else next.delete(id)
  all.set(next)
  const isUnsent = [...next.values()].some(({ phase }) => phase.name !== 'failed')
  if (isUnsent) addEventListener('beforeunload', askToStay)
  else removeEventListener('beforeunload', askToStay)
}

// Whoever leaves now would believe that it happened.
function askToStay(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/**
 * Sends after eight seconds in which it can be undone, for what MobilePay itself cannot undo. It is
 * held in this page only: a reload or a closed tab forgets it, and nothing is sent. Money is never
 * moved this way.
 */
export async function holdSend(held: HeldSend): Promise<void> {
  const before = all.get().get(held.id)
  if (before && before.phase.name !== 'failed') return
  put(held.id, { held, phase: { name: 'waiting', secondsLeft: holdSeconds } })
  isSpeaking.set(true)
  const { show } = await loadToasts()
  show({ kind: 'held', id: held.id })
}

/** Takes it back, if it is not on its way yet; and puts away one that failed. */
export function undoSend(id: string): void {
  if (all.get().get(id)?.phase.name !== 'sending') put(id, undefined)
}

/** Lets a second go by; sends after the last one. */
export async function tickSend(id: string): Promise<void> {
  const state = all.get().get(id)
  if (state?.phase.name !== 'waiting') return
  const { held } = state
  const secondsLeft = state.phase.secondsLeft - 1
  if (secondsLeft > 0) return put(id, { held, phase: { name: 'waiting', secondsLeft } })
  put(id, { held, phase: { name: 'sending' } })
  try {
    await held.send()
  } catch (error) {
    if (!isProblem(error)) {
      put(id, undefined)
      throw error
    }
    return put(id, { held, phase: { name: 'failed', problem: error } })
  }
  put(id, undefined)
  await tellDone(held.done)
}

/** The send held under `id`, for what it is about to show itself as going; null: none. */
export function useHeldSend(id: string): HeldState | null {
  return useValue(all).get(id) ?? null
}
