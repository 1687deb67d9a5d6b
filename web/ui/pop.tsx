import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Button } from 'react-aria-components'

// Popovers, menus and the calendar are a third of React Aria, and most visits open none of them.
const loadFlyout = () => import('./flyout.tsx')
const Flyout = lazy(async () => ({ default: (await loadFlyout()).Flyout }))

interface PopProps {
  readonly label: string
  readonly kind: 'dialog' | 'menu'
  readonly className: string
  /** What the button shows. */
  readonly face: ReactNode
  /** Fetches what `children` needs, when somebody reaches for the button. */
  readonly load: () => Promise<unknown>
  readonly children: (close: () => void) => ReactNode
}

/** A button and what it opens: beside it, or from the bottom on a phone. Both load on first use. */
export function Pop({ label, kind, className, face, load, children }: PopProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <Button
        ref={button}
        className={`button ${className}`}
        aria-label={label}
        aria-haspopup={kind}
        aria-expanded={isOpen}
        onPress={() => setIsOpen(true)}
        onHoverStart={() => void Promise.all([loadFlyout(), load()])}
      >
        {face}
      </Button>
      {isOpen ? (
        <Suspense>
          <Flyout label={label} kind={kind} button={button} onClose={close}>
            {children(close)}
          </Flyout>
        </Suspense>
      ) : null}
    </>
  )
}
