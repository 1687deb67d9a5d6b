import { createValue } from './value.ts'

interface Done {
  readonly kind: 'done'
  readonly text: string
}

interface Held {
  readonly kind: 'held'
  /** Of the send, in undo.ts. */
  readonly id: string
}

export type Note = Done | Held

/** Whether anything was ever told: until then none of the code that shows it is fetched. */
export const isSpeaking = createValue(false)

export const loadToasts = () => import('./toast.tsx')

/**
 * Says in passing that an act is finished: "Webhook deleted". Never what failed (that stays beside
 * what failed) and never what somebody must read: it goes away by itself.
 */
export async function tellDone(text: string): Promise<void> {
  isSpeaking.set(true)
  const { show } = await loadToasts()
  show({ kind: 'done', text })
}
