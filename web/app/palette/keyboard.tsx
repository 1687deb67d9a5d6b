import { lazy, Suspense, useEffect, useState } from 'react'

import { singleKeys } from '../../ui/keys.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }))

type Open = 'palette' | 'help' | null

/** Hears the shortcuts. Inside a portal that is only while the focus is in the console's frame. */
export function Keyboard() {
  const [open, setOpen] = useState<Open>(null)
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const wish = wishOf(event)
      if (wish === null) return
      if (wish === 'search') {
        const field = searchField()
        if (!field) return
        field.focus()
      } else {
        setOpen(wish)
      }
      // The key itself must neither be typed nor open the browser's own search.
      event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
  const close = () => setOpen(null)
  if (open === null) return null
  return (
    <Suspense>
      {open === 'palette' ? (
        <Palette onClose={close} onHelp={() => setOpen('help')} />
      ) : (
        <Help onClose={close} />
      )}
    </Suspense>
  )
}

function wishOf(event: KeyboardEvent): 'palette' | 'help' | 'search' | null {
  const { key, ctrlKey, metaKey, altKey, defaultPrevented, isComposing } = event
  if (defaultPrevented || isComposing || altKey) return null
  const isBusy = document.querySelector('.overlay, .popover') !== null
  if (isBusy) return null
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') return 'palette'
  if (ctrlKey || metaKey || isTyping(event.target) || !singleKeys.get()) return null
  if (key === '?') return 'help'
  return key === '/' ? 'search' : null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]')
}

function searchField(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main input[type="search"]')
}
