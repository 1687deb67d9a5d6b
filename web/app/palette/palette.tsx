import { Trans, useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'

import { useVisibleSlice } from '../../ui/visible-slice.ts'
import { useEntries } from './entries.tsx'

interface PaletteProps {
  readonly onClose: () => void
  readonly onHelp: () => void
}

/** Goes anywhere from the keyboard: a page, an act, or what a pasted number belongs to. */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const isPlaced = useVisibleSlice()
  const entries = useEntries(text, onHelp)
  const label = t`Go to a page, or paste a number`
  return (
    <ModalOverlay
      className="overlay overlay-top"
      isOpen={isPlaced}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable
    >
      <Modal className="modal modal-center">
        <Dialog className="dialog palette" aria-label={label}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField
              aria-label={label}
              className="palette-field"
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type into it
              autoFocus
              // The field's own Escape only empties it; here one press closes all.
              onKeyDown={(event) => {
                if (event.key === 'Escape') onClose()
              }}
            >
              <Search size={18} aria-hidden="true" />
              <Input className="input" placeholder={label} />
            </SearchField>
            <Menu
              className="menu palette-menu"
              aria-label={t`Results`}
              renderEmptyState={() => (
                <p className="palette-empty">
                  <Trans>
                    Nothing found. Type the name of a page, or paste an ID or a payout’s reference.
                  </Trans>
                </p>
              )}
            >
              {entries.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={entry.id}
                  textValue={entry.label}
                  className="menu-item"
                  onAction={() => {
                    onClose()
                    entry.run()
                  }}
                >
                  {entry.icon}
                  <span className="menu-text">{entry.label}</span>
                </MenuItem>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
