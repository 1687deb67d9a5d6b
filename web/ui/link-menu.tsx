import type { ReactNode } from 'react'
import { Menu, MenuItem } from 'react-aria-components'
import { useNavigate } from 'react-router'

interface LinkMenuProps {
  readonly label: string
  readonly links: readonly {
    readonly to: string
    readonly label: string
    readonly icon: ReactNode
    /** Behind the label. */
    readonly note: ReactNode
  }[]
  readonly onClose: () => void
}

/** A menu of the console's pages; for a `Pop`. */
export function LinkMenu({ label, links, onClose }: LinkMenuProps) {
  const navigate = useNavigate()
  return (
    <Menu
      className="menu"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu takes the focus when it opens
      autoFocus="first"
      onClose={onClose}
      onAction={(to) => void navigate(String(to))}
    >
      {links.map((link) => (
        <MenuItem key={link.to} id={link.to} textValue={link.label} className="menu-item">
          {link.icon}
          <span className="menu-text">{link.label}</span>
          {link.note}
        </MenuItem>
      ))}
    </Menu>
  )
}
