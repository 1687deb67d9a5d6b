import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { use, useEffect, useId, useRef, useState } from 'react'
import {
  type Control,
  type FieldPath,
  type FieldValues,
  useForm,
  type UseFormReturn,
} from 'react-hook-form'
import * as z from 'zod/mini'

import { DraftOwnerContext, useDraft } from './drafts.ts'
import { look, type Outcome, sendUntilClear, type Verdict } from './form-send.ts'
import { formDraftOf } from './form-values.ts'
import type { Problem } from './problem.ts'

/** How far the sending of a form is. */
type SendPhase =
  | { readonly name: 'open' }
  | { readonly name: 'sending'; readonly isRepeat: boolean }
  | { readonly name: 'done' }
  | { readonly name: 'refused'; readonly problem: Problem; readonly text: string | null }
  | {
      readonly name: 'unclear'
      /** Null after a reload: what went wrong is not known any more. */
      readonly problem: Problem | null
      /** Looked up since, and not found. */
      readonly isAbsent: boolean
      /** The key must not be used again. */
      readonly isSpent: boolean
      readonly isLooking: boolean
    }

interface Explanation<I extends FieldValues> {
  readonly text: string
  /** The field at fault; without one it is the form as a whole. */
  readonly field?: FieldPath<I>
}

interface SendFormOptions<I extends FieldValues, O, R> {
  /** Names the form's draft, with the id of what it is about: `refund/<payment>`. */
  readonly name: string
  /** From what is typed to what is sent; its messages are sentences (form-rules.ts). */
  readonly schema: z.ZodMiniType<O, I>
  /** The same without limits that the act itself may have changed since; for sending again. */
  readonly sentSchema?: z.ZodMiniType<O, I>
  readonly initial: I
  /** Has a password in it, so nothing that is typed outlives the page. */
  readonly isSecret?: boolean
  /** Sends it once. `key` is this form's idempotency key, for APIs that take one. */
  readonly send: (values: O, key: string) => Promise<R>
  /** Whether a second send counts once: by the key, or because MobilePay says so. */
  readonly isRepeatable?: boolean
  /** Looks whether an unclear send happened: what came of it, null if it did not; rejects if unknown. */
  readonly reread?: (values: O, key: string) => Promise<R | null>
  /** What MobilePay's own codes say about the act, where that is more than their status does. */
  readonly judge?: (problem: Problem) => Verdict | null
  /** MobilePay's codes in a sentence, at the field at fault. */
  readonly explain?: (problem: Problem) => Explanation<I> | null
  /** Once it is done, also where the form has been left meanwhile: tells it, reads again. */
  readonly onDone: (answer: R) => void
  /** Goes on, where the form is still there; null: it was sent before it was last opened. */
  readonly leave: (answer: R | null) => void
}

export interface SendForm<I extends FieldValues, O> {
  readonly id: string
  readonly control: Control<I, unknown, O>
  readonly handle: UseFormReturn<I, unknown, O>
  readonly phase: SendPhase
  readonly isRepeatable: boolean
  /** Checks and sends. */
  readonly submit: () => void
  /**
   * After an unclear send: the same again, where that counts once. Otherwise a look first, and after
   * one that found nothing the same again as a new act.
   */
  readonly goOn: () => void
  /** Gives up what was sent: the values can be changed, and count as a new act. */
  readonly startOver: () => void
}

/** Sends under way, also of forms that have been left. */
const underWay = new Map<string, Promise<Outcome<unknown>['name']>>()

/**
 * A form that sends once, whatever happens meanwhile: a second press, the back button, a reload, a
 * lost connection. What is typed and the key survive in the draft until it is done.
 */
export function useSendForm<I extends FieldValues, O, R>(
  options: SendFormOptions<I, O, R>,
): SendForm<I, O> {
  const { name, schema, sentSchema = schema, initial, isRepeatable = false } = options
  const id = useId()
  const flight = `${use(DraftOwnerContext)}/${name}`
  const kept = useDraft(name, formDraftOf(initial))
  const draft = options.isSecret === true ? noDraft : kept
  const [opened] = useState(() => draft.saved ?? freshDraft(initial))
  const key = useRef(opened.key)
  const isHere = useRef(false)
  const [phase, setPhase] = useState<SendPhase>(() => firstPhase(opened.isSent, flight))
  const handle = useForm<I, unknown, O>({
    values: opened.values,
    resolver: standardSchemaResolver(schema),
  })

  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])

  useEffect(() => {
    let before = JSON.stringify(handle.getValues())
    return handle.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        const now = JSON.stringify(values)
        // What was sent is kept as it was sent.
        if (now === before || underWay.has(flight)) return
        before = now
        draft.save({ values, key: key.current, isSent: false })
      },
    })
  }, [handle, draft, flight])

  const { leave } = options
  useEffect(() => {
    // It was sent from this form when it was open before.
    const sent = underWay.get(flight)
    if (!sent) return undefined
    let isWaiting = true
    const follow = async () => {
      const outcome = await sent
      if (!isWaiting) return
      if (outcome === 'done') return leave(null)
      if (outcome === 'unclear') return setPhase(openUnclear)
      key.current = crypto.randomUUID()
      setPhase({ name: 'open' })
    }
    void follow()
    return () => {
      isWaiting = false
    }
    // oxlint-disable-next-line react/exhaustive-deps -- only when the form opens
  }, [])

  const keep = (isSent: boolean) =>
    draft.save({ values: handle.getValues(), key: key.current, isSent })

  const finish = (answer: R) => {
    draft.discard()
    options.onDone(answer)
    if (!isHere.current) return
    setPhase({ name: 'done' })
    options.leave(answer)
  }

  const refuse = (problem: Problem) => {
    // Refused means that it did not happen, so what is sent next is another act.
    if (problem.code === 'mobilepay_error') key.current = crypto.randomUUID()
    keep(false)
    const explanation = options.explain?.(problem) ?? null
    if (!isHere.current) return
    const field = explanation?.field
    // At a field it is said there; and what is said in our words needs no others.
    const text = field === undefined ? (explanation?.text ?? null) : null
    const shown = explanation ? { ...problem, detail: null } : problem
    setPhase({ name: 'refused', problem: shown, text })
    if (explanation && field !== undefined) {
      handle.setError(field, { type: 'server', message: explanation.text }, { shouldFocus: true })
    }
  }

  const run = async (values: O): Promise<Outcome<unknown>['name']> => {
    const wasUnclear = phase.name === 'unclear'
    const { current } = key
    const { reread } = options
    setPhase({ name: 'sending', isRepeat: false })
    keep(true)
    const outcome = await sendUntilClear<R>({
      send: () => options.send(values, current),
      reread: reread && (() => reread(values, current)),
      judge: options.judge,
      isRepeatable,
      wasUnclear,
      onRepeat: () => setPhase({ name: 'sending', isRepeat: true }),
    })
    if (outcome.name === 'done') finish(outcome.answer)
    else if (outcome.name === 'refused') refuse(outcome.problem)
    else setPhase({ ...outcome, isLooking: false })
    return outcome.name
  }

  const begin = (values: O) => {
    if (underWay.has(flight)) return
    const sending = run(values).finally(() => underWay.delete(flight))
    underWay.set(flight, sending)
  }

  const lookAgain = async (values: O) => {
    if (phase.name !== 'unclear') return
    setPhase({ ...phase, isLooking: true })
    const { reread } = options
    const seen = await look(reread && (() => reread(values, key.current)))
    if (typeof seen === 'object') finish(seen.answer)
    else setPhase({ ...phase, isAbsent: seen === 'absent', isLooking: false })
  }

  const startOver = () => {
    key.current = crypto.randomUUID()
    keep(false)
    setPhase({ name: 'open' })
  }

  const goOn = () => {
    if (phase.name !== 'unclear' || phase.isLooking) return
    const sent = z.safeParse(sentSchema, handle.getValues())
    // Written by a release that took other values.
    if (!sent.success) return startOver()
    if (isRepeatable && !phase.isSpent) return begin(sent.data)
    if (!phase.isAbsent) return void lookAgain(sent.data)
    key.current = crypto.randomUUID()
    begin(sent.data)
  }

  return {
    id,
    control: handle.control,
    handle,
    phase,
    isRepeatable,
    submit: () => {
      if (phase.name === 'open' || phase.name === 'refused') void handle.handleSubmit(begin)()
    },
    goOn,
    startOver,
  }
}

const noDraft = { saved: null, save: () => {}, discard: () => {} } as const

const openUnclear = {
  name: 'unclear',
  problem: null,
  isAbsent: false,
  isSpent: false,
  isLooking: false,
} as const

function firstPhase(isSent: boolean, flight: string): SendPhase {
  if (underWay.has(flight)) return { name: 'sending', isRepeat: false }
  return isSent ? openUnclear : { name: 'open' }
}

function freshDraft<I>(values: I) {
  return { values, key: crypto.randomUUID(), isSent: false }
}
