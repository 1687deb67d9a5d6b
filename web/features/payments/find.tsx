import { Trans, useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { Button } from '../../ui/button.tsx'

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Opens a payment by its id; anything else is looked for in the references of the list. */
export function Find({ q, onSearch }: { q: string | null; onSearch: (q: string | null) => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [text, setText] = useState(q ?? '')
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = text.trim()
        if (guid.test(wanted)) void navigate(`/payments/${wanted.toLowerCase()}`)
        else onSearch(wanted === '' ? null : wanted.slice(0, 64))
      }}
    >
      <div className="input-box find-box">
        <Search size={16} aria-hidden="true" className="find-icon" />
        <input
          type="search"
          className="input"
          aria-label={t`Reference or payment ID`}
          placeholder={t`Reference or payment ID`}
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
