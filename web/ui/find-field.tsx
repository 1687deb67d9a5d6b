import './find-field.css'
import { Trans } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { Button } from './button.tsx'

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const longest = 64

interface FindFieldProps {
  readonly label: string
  /** What is looked for in the rows; null or empty: nothing. */
  readonly q: string | null
  readonly onSearch: (q: string | null) => void
  /** The page of what has this id. */
  readonly hrefOf: (id: string) => string
}

/** Opens something by its id; anything else is looked for in the rows of the list. */
export function FindField({ label, q, onSearch, hrefOf }: FindFieldProps) {
  const navigate = useNavigate()
  const [text, setText] = useState(q ?? '')
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = text.trim()
        const id = wanted.toLowerCase()
        if (guid.test(id)) void navigate(hrefOf(id))
        else onSearch(wanted === '' ? null : wanted.slice(0, longest))
      }}
    >
      <div className="input-box find-box">
        <Search size={16} aria-hidden="true" className="find-icon" />
        <input
          type="search"
          className="input"
          aria-label={label}
          placeholder={label}
          value={text}
          spellCheck="false"
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value)
            if (event.currentTarget.value === '') onSearch(null)
          }}
        />
      </div>
      <Button type="submit">
        <Trans>Find</Trans>
      </Button>
    </form>
  )
}
