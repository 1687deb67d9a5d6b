import { Trans } from '@lingui/react/macro'

import { StatusPill } from '../../ui/surface.tsx'
import { useHeldSend } from '../../ui/undo.ts'

/** Names the act of deleting a webhook, while it can be taken back. */
export const deletionOf = (id: string) => `webhook/${id}`

/** Beside a webhook that is about to be deleted. */
export function GoingWebhook({ id }: { id: string }) {
  return useHeldSend(deletionOf(id)) ? (
    <StatusPill tone="warn">
      <Trans>Being deleted</Trans>
    </StatusPill>
  ) : null
}
