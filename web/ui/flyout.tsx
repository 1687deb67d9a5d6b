import type { ReactNode, RefObject } from 'react'
import { Dialog, Modal, ModalOverlay, Popover } from 'react-aria-components'

import { usePhone } from './use-phone.ts'

interface FlyoutProps {
  readonly label: string
  readonly kind: 'dialog' | 'menu'
  readonly button: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What a `Pop` opens. Menus stay beside their button on a phone too, for they are small. */
export function Flyout({ label, kind, button, onClose, children }: FlyoutProps) {
  const isSheet = usePhone() && kind === 'dialog'
  const onOpenChange = (open: boolean) => {
    if (!open) onClose()
  }
  return isSheet ? (
    <ModalOverlay
      className="overlay overlay-center"
      isOpen
      onOpenChange={onOpenChange}
      isDismissable
    >
      <Modal className="modal modal-center">
        <Dialog aria-label={label} className="dialog">
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  ) : (
    <Popover
      className="popover"
      placement="bottom start"
      triggerRef={button}
      aria-label={label}
      isOpen
      onOpenChange={onOpenChange}
    >
      {children}
    </Popover>
  )
}
