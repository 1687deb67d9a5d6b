import { Plural, Trans } from '@lingui/react/macro'
import { Clock } from 'lucide-react'

import { LinkButton } from '../../ui/button.tsx'
import { Amount, Moment } from '../../ui/format.tsx'
import type { Expiring } from './use-captures.ts'

export function Captures({ count, total, first, isPart }: Expiring) {
  return (
    <>
      <Clock size={18} aria-hidden="true" className="attention-warn" />
      <div className="attention-text">
        <p>
          <b>
            <Plural
              value={count}
              one="# payment expires within 48 hours"
              other="# payments expire within 48 hours"
            />
          </b>
        </p>
        <p className="help">
          <Trans>
            <Amount money={total} /> to capture, the first before <Moment at={first} />
          </Trans>{' '}
          {isPart ? <Trans>There may be more than were looked through.</Trans> : null}
        </p>
      </div>
      <LinkButton to="/payments">
        <Trans>Capture</Trans>
      </LinkButton>
    </>
  )
}
