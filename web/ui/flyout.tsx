import { type ReactNode, type RefObject, useState } from 'react'
import { Dialog, Modal, ModalOverlay, Popover } from 'react-aria-components'

import { usePhone } from './use-width.ts'
import { isAutoHeight, useVisibleSlice } from './visible-slice.ts'

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
  const isPlaced = useVisibleSlice()
  const [slice, setSlice] = useState<Element | null>(null)
  const onOpenChange = (open: boolean) => {
    if (!open) onClose()
  }
  return isSheet ? (
    <ModalOverlay
      className="overlay overlay-center"
      isOpen={isPlaced}
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
    <>
      {isAutoHeight() ? <div ref={setSlice} className="slice" aria-hidden="true" /> : null}
      <Popover
        className="popover"
        placement="bottom start"
        triggerRef={button}
        aria-label={label}
        isOpen={isPlaced}
        onOpenChange={onOpenChange}
        {...(slice && { boundaryElement: slice })}
      >
        {children}
      </Popover>
    </>
  )
}
