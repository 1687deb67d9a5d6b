import { Trans } from '@lingui/react/macro'
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { To } from 'react-router'

import { LinkButton } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

/** In the place of the rows when the filters that somebody chose leave none. */
export function NothingFound({ clearTo, children }: { clearTo: To; children?: ReactNode }) {
  return (
    <EmptyState
      icon={SearchX}
      title={<Trans>Nothing found</Trans>}
      action={
        <LinkButton to={clearTo} replace>
          <Trans>Clear filters</Trans>
        </LinkButton>
      }
    >
      <p>{children ?? <Trans>Nothing matches the filters chosen above.</Trans>}</p>
    </EmptyState>
  )
}
