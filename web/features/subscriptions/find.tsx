import { Trans, useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import { Button } from '../../ui/button.tsx'
import { agreementHref } from './params.ts'

interface FindProps {
  readonly provider: string
  readonly q: string | null
  readonly onSearch: (q: string | null) => void
}

/** Opens an agreement by its id; anything else is looked for in the loaded rows. */
export function Find({ provider, q, onSearch }: FindProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [text, setText] = useState(q ?? '')
  const find = () => {
    const wanted = text.trim()
    const agreement = wanted.toLowerCase()
    if (z.safeParse(z.guid(), agreement).success) {
      void navigate(agreementHref({ provider, agreement }))
    } else onSearch(wanted === '' ? null : wanted.slice(0, 64))
  }
  return (
    <form
      className="agreement-find"
      onSubmit={(event) => {
        event.preventDefault()
        find()
      }}
    >
      <div className="input-box agreement-find-box">
        <Search size={16} aria-hidden="true" className="agreement-find-icon" />
        <input
          type="search"
          className="input"
          aria-label={t`Your ID, plan or agreement ID`}
          placeholder={t`Your ID, plan or agreement ID`}
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
