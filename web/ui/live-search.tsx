import './live-search.css'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

const pauseMilliseconds = 250

interface LiveSearchProps {
  readonly label: string
  readonly value: string | null
  readonly onSearch: (value: string | null) => void
  /** Makes what is looked for of what was typed; null: nothing. */
  readonly read: (text: string) => string | null
  /** Whether it is worth looking for without Enter. */
  readonly isWhole?: (value: string) => boolean
}

/** Looks for a text while it is typed. */
export function LiveSearch({
  label,
  value,
  onSearch,
  read,
  isWhole = () => true,
}: LiveSearchProps) {
  const [text, setText] = useState(value ?? '')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(new Set([value]))
  const last = useRef(value)
  useEffect(() => () => clearTimeout(timer.current), [])
  // Changed by somebody else: the filters were cleared, or a saved view chosen.
  useEffect(() => {
    if (sent.current.has(value) && !(value === null && last.current !== null)) return
    sent.current = new Set([value])
    last.current = value
    setText(value ?? '')
  }, [value])
  const send = (wanted: string | null) => {
    sent.current.add(wanted)
    last.current = wanted
    onSearch(wanted)
  }
  return (
    <form
      className="live-search"
      onSubmit={(event) => {
        event.preventDefault()
        clearTimeout(timer.current)
        send(read(text))
      }}
    >
      <div className="input-box live-search-box">
        <Search size={16} aria-hidden="true" className="live-search-icon" />
        <input
          type="search"
          className="input"
          aria-label={label}
          placeholder={label}
          value={text}
          spellCheck="false"
          autoComplete="off"
          onChange={(event) => {
            const typed = event.currentTarget.value
            setText(typed)
            clearTimeout(timer.current)
            const wanted = read(typed)
            if (wanted !== null && !isWhole(wanted)) return
            timer.current = setTimeout(() => send(wanted), pauseMilliseconds)
          }}
        />
      </div>
    </form>
  )
}
