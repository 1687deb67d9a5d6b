import { Check } from 'lucide-react'
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components'

export interface ChoiceSection {
  readonly title: string
  readonly options: readonly {
    readonly value: string
    readonly label: string
    readonly lang?: string
  }[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A menu of choices, one of each section; for a `Pop`. */
export function ChoiceMenu({
  label,
  sections,
  onClose,
}: {
  label: string
  sections: readonly ChoiceSection[]
  onClose: () => void
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu takes the focus when it opens
    <Menu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
      {sections.map(({ title, options, value, onChange }) => (
        <MenuSection
          key={title}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[value]}
          onSelectionChange={(keys) => {
            const [chosen] = keys === 'all' ? [] : keys
            if (chosen !== undefined) onChange(String(chosen))
          }}
        >
          <Header className="menu-title">{title}</Header>
          {options.map((option) => (
            <MenuItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className="menu-item"
            >
              <span className="menu-text" lang={option.lang}>
                {option.label}
              </span>
              <Check size={16} className="menu-check" aria-hidden="true" />
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  )
}
