import { ChevronDown } from 'lucide-react'

interface SelectProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/**
 * One of many, for filter bars: the label is heard, the value is seen. The browser's own, because
 * phones have the better picker and it weighs nothing.
 */
export function Select({ label, options, value, onChange }: SelectProps) {
  return (
    <div className="select">
      <select
        className="button button-secondary select-box"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={16} aria-hidden="true" className="select-arrow" />
    </div>
  )
}
