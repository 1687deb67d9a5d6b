import { Trans } from '@lingui/react/macro'
import { use } from 'react'

import type { EndedCode } from '../api/errors.ts'
import { Button } from '../ui/button.tsx'
import { Words } from '../ui/problem-view.tsx'
import { CuresContext } from '../ui/problem.ts'
import { Banner } from '../ui/surface.tsx'

/** Above a page whose connection is over: what is on it stays. */
export function EndedBanner({ reason }: { reason: EndedCode }) {
  const { reconnect } = use(CuresContext)
  return (
    <Banner
      tone="bad"
      live
      action={
        <Button look="primary" onPress={reconnect}>
          <Trans>Reconnect</Trans>
        </Button>
      }
    >
      <p>
        <Words problem={{ code: reason, status: 401 }} />{' '}
        <Trans>What you see stays, but is not up to date.</Trans>
      </p>
    </Banner>
  )
}
