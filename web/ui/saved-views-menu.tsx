import './saved-views.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Trash2 } from 'lucide-react'
import { use, useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import type { CalendarDay } from '#shared/dates.ts'

import { Button, IconButton } from './button.tsx'
import { TextField } from './fields.tsx'
import type { Period, PresetId } from './periods.ts'
import { PlaceContext } from './place.ts'
import { mostViews, recallViews, rememberViews, searchOf, viewOf } from './saved-views.ts'

export interface SavedViewsProps {
  /** Which list's. */
  readonly list: string
  readonly period: Period
  /** The list's period where nobody chose one. */
  readonly usual: PresetId
  readonly today: CalendarDay
  readonly onClose: () => void
}

export function SavedViewsMenu({ list, period, usual, today, onClose }: SavedViewsProps) {
  const { t } = useLingui()
  const { portal } = use(PlaceContext)
  const [search] = useSearchParams()
  const [views, setViews] = useState(() => recallViews(list))
  const [name, setName] = useState('')
  const keep = (changed: typeof views) => {
    setViews(changed)
    rememberViews(list, changed)
  }
  const isFull = views.length >= mostViews
  const save = () => {
    const wanted = name.trim().slice(0, 40)
    if (wanted === '') return
    const others = views.filter((view) => view.name !== wanted)
    keep([...others, viewOf(wanted, search, period, today)])
    setName('')
  }
  return (
    <div className="views">
      <h2>
        <Trans>Saved views</Trans>
      </h2>
      {views.length === 0 ? (
        <p className="muted">
          <Trans>Give these filters a name, and find them here again.</Trans>
        </p>
      ) : (
        <ul className="views-list">
          {views.map((view) => (
            <li key={view.name} className="views-item">
              <Link
                to={{ search: searchOf(view, today, usual) }}
                className="menu-item views-link"
                onClick={onClose}
              >
                {view.name}
              </Link>
              <IconButton
                label={t`Remove ${view.name}`}
                icon={<Trash2 size={16} aria-hidden="true" />}
                onPress={() => keep(views.filter((one) => one !== view))}
              />
            </li>
          ))}
        </ul>
      )}
      {isFull ? (
        <p className="help">
          <Trans>There is room for {mostViews}. Remove one to save another.</Trans>
        </p>
      ) : (
        <form
          className="views-form"
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <TextField label={<Trans>Name</Trans>} value={name} onChange={setName} />
          <Button type="submit" isDisabled={name.trim() === ''}>
            <Trans>Save</Trans>
          </Button>
        </form>
      )}
      <p className="help">
        {portal === null ? (
          <Trans>Kept in this browser only.</Trans>
        ) : (
          <Trans>Kept in this browser only, for use inside {portal}.</Trans>
        )}
      </p>
    </div>
  )
}
