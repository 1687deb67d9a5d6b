import * as z from 'zod/mini'

/** What a form keeps in its draft. */
export interface FormDraft<I> {
  /** As typed. */
  readonly values: I
  /** The idempotency key, made when the form opened. */
  readonly key: string
  /** Sent, and not known to have been refused: the values stay as they were sent. */
  readonly isSent: boolean
}

/** Reads a draft of a form whose fields are like those of `initial`. */
export function formDraftOf<I>(initial: I): z.ZodMiniType<FormDraft<I>> {
  return z.object({
    values: z.custom<I>((found) => isLike(initial, found)),
    key: z.guid(),
    isSent: z.boolean(),
  })
}

/** Whether `found` has the members of `model`, each of the same kind; lists may differ in length. */
function isLike<T>(model: T, found: unknown): found is T {
  if (Array.isArray(model)) {
    const [first]: readonly unknown[] = model
    return Array.isArray(found) && found.every((one) => first === undefined || isLike(first, one))
  }
  if (!isRecord(model)) return typeof found === typeof model
  return (
    isRecord(found) && Object.entries(model).every(([name, member]) => isLike(member, found[name]))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
