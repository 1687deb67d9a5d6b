import { Trans } from '@lingui/react/macro'

import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/surface.tsx'
import type { Desk } from './desk.ts'

/** Asks which of two businesses with one VAT number to keep; nothing has changed so far. */
export function OtherBusiness({ desk: { useOther, startOver } }: { readonly desk: Desk }) {
  return (
    <>
      <Banner tone="warn" live>
        <p>
          <b>
            <Trans>You connected another business.</Trans>
          </b>{' '}
          <Trans>
            MobilePay answered for another business than the one that is connected now, although the
            VAT number is the same. Which one do you want to use?
          </Trans>
        </p>
      </Banner>
      <div className="card-actions">
        <Button look="primary" onPress={useOther}>
          <Trans>Use the new connection</Trans>
        </Button>
        <Button onPress={startOver}>
          <Trans>Keep the one I had</Trans>
        </Button>
      </div>
    </>
  )
}
