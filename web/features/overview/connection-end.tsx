import { Plural, Trans } from '@lingui/react/macro'
import { Link2 } from 'lucide-react'

import { LinkButton } from '../../ui/button.tsx'
import type { Ending } from './use-connection-end.ts'

export function ConnectionEnd({ days }: Ending) {
  return (
    <>
      <Link2 size={18} aria-hidden="true" className="attention-warn" />
      <div className="attention-text">
        <p>
          <b>
            <Plural
              value={days}
              _0="The connection ends today"
              one="The connection ends in # day"
              other="The connection ends in # days"
            />
          </b>
        </p>
        <p className="help">
          <Trans>Connect again before that; nothing is lost.</Trans>
        </p>
      </div>
      <LinkButton to="/connection">
        <Trans>Connection</Trans>
      </LinkButton>
    </>
  )
}
