import { Check } from 'lucide-react'
import { Menu, MenuItem } from 'react-aria-components'

interface ColumnsMenuProps {
  readonly label: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly shown: readonly string[]
  readonly onChange: (shown: readonly string[]) => void
  readonly onClose: () => void
}

/** A menu of things to tick, which stays open while they are; for a `Pop`. */
export function ColumnsMenu({ label, options, shown, onChange, onClose }: ColumnsMenuProps) {
  return (
    <Menu
      className="menu"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu takes the focus when it opens
      autoFocus="first"
      selectionMode="multiple"
      shouldCloseOnSelect={false}
      selectedKeys={shown}
      onClose={onClose}
      onSelectionChange={(keys) =>
        onChange(options.flatMap(({ id }) => (keys === 'all' || keys.has(id) ? [id] : [])))
      }
    >
      {options.map(({ id, name }) => (
        <MenuItem key={id} id={id} textValue={name} className="menu-item">
          <span className="menu-text">{name}</span>
          <Check size={16} className="menu-check" aria-hidden="true" />
        </MenuItem>
      ))}
    </Menu>
  )
}
