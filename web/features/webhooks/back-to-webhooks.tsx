import { Trans } from '@lingui/react/macro'

import { Back } from '../../ui/back.tsx'

/** The way back from a page about one webhook, or about webhooks in general. */
export function BackToWebhooks() {
  return (
    <Back to="/webhooks">
      <Trans>Webhooks</Trans>
    </Back>
  )
}
