import { Trans, useLingui } from '@lingui/react/macro'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'

import { Button, IconButton } from './button.tsx'
import type { Note } from './notify.ts'
import { Trail, Words } from './problem-view.tsx'
import { tickSend, undoSend, useHeldSend } from './undo.ts'
import { useVisibleSlice } from './visible-slice.ts'

/** Long enough to be read twice; it waits while the pointer or the focus is on it. */
const shownMilliseconds = 7000

const queue = new ToastQueue<Note>({ maxVisibleToasts: 4 })

/** Shows a note above the page; what finished goes away by itself. */
export function show(note: Note): void {
  queue.add(note, note.kind === 'done' ? { timeout: shownMilliseconds } : {})
}

/** The notes on the screen: a landmark, reached with F6. */
export function Toasts() {
  const { t } = useLingui()
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={t`Notifications`}>
      {({ toast }) => (
        <AriaToast toast={toast} className="toast">
          {toast.content.kind === 'done' ? (
            <Finished text={toast.content.text} />
          ) : (
            <HeldToast id={toast.content.id} onClose={() => queue.close(toast.key)} />
          )}
        </AriaToast>
      )}
    </ToastRegion>
  )
}

function Finished({ text }: { text: string }) {
  const { t } = useLingui()
  useVisibleSlice()
  return (
    <>
      <CircleCheck size={18} aria-hidden="true" className="toast-icon tone-ok" />
      <ToastContent className="toast-text">
        <Text slot="title">{text}</Text>
      </ToastContent>
      <IconButton label={t`Close`} icon={<X size={16} aria-hidden="true" />} slot="close" />
    </>
  )
}

/** An act that waits for its time, is on its way, or failed; gone once it is done or undone. */
function HeldToast({ id, onClose }: { id: string; onClose: () => void }) {
  const state = useHeldSend(id)
  const place = useRef<HTMLDivElement>(null)
  useVisibleSlice()
  const isGone = state === null
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
  useEffect(() => {
    const timer = setInterval(() => {
      // Nobody has to hurry who is on the way to the button.
      const isReached = place.current?.closest('.toast')?.matches(':hover, :focus-within')
      if (!isReached) void tickSend(id)
    }, 1000)
    return () => clearInterval(timer)
  }, [id])
  if (state === null) return null
  const { held, phase } = state
  if (phase.name === 'failed') {
    return (
      <>
        <CircleAlert size={18} aria-hidden="true" className="toast-icon tone-bad" />
        <ToastContent className="toast-text">
          <Text slot="title">
            <b>{held.failed}</b>
          </Text>
          <p>
            <Words problem={phase.problem} />
          </p>
          <Trail problem={phase.problem} />
        </ToastContent>
        <Button onPress={() => undoSend(id)}>
          <Trans>Close</Trans>
        </Button>
      </>
    )
  }
  const secondsLeft = phase.name === 'waiting' ? phase.secondsLeft : 0
  return (
    <>
      {/* Not in what is read out, which would start again each second. */}
      <div ref={place} className="toast-count number" aria-hidden="true">
        {secondsLeft}
      </div>
      <ToastContent className="toast-text">
        <Text slot="title">{held.text}</Text>
        <p className="help">
          <Trans>If you close this page first, nothing happens.</Trans>
        </p>
      </ToastContent>
      <Button onPress={() => undoSend(id)} isPending={phase.name === 'sending'}>
        <Trans>Undo</Trans>
      </Button>
    </>
  )
}
