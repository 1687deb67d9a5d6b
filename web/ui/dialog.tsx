import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

import { IconButton } from './button.tsx'
import { useVisibleSlice } from './visible-slice.ts'

interface DialogProps {
  readonly title: ReactNode
  readonly onClose: () => void
  /** `side` is a panel along the edge; on a phone both come up from the bottom. */
  readonly place?: 'center' | 'side'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** A window over the page while it is rendered: traps focus, closes on Escape and on a press outside. */
export function Dialog({ title, onClose, place = 'center', children, actions }: DialogProps) {
  const { t } = useLingui()
  // Closed here at once, whatever `onClose` does: a navigation would take the page behind it out of
  // `inert` too late for the focus to go back to where it was.
  const [isOpen, setIsOpen] = useState(true)
  const isPlaced = useVisibleSlice()
  return (
    <ModalOverlay
      className={`overlay overlay-${place}`}
      isOpen={isOpen && isPlaced}
      onOpenChange={(open) => {
        setIsOpen(open)
        if (!open) onClose()
      }}
      isDismissable
    >
      <Modal className={`modal modal-${place}`}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton label={t`Close`} icon={<X size={18} aria-hidden="true" />} slot="close" />
          </header>
          <div className="dialog-body">{children}</div>
          {actions ? <footer className="dialog-actions">{actions}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
