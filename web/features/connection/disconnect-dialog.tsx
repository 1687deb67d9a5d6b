import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import { useNavigate } from 'react-router'

import { disconnect, forgetAnswers, forgetConnection } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { forgetLeftovers } from '../../ui/leftovers.ts'
import { PlaceContext } from '../../ui/place.ts'
import { Trail, Words } from '../../ui/problem-view.tsx'
import { Banner } from '../../ui/surface.tsx'

/** Says what stops and what does not, ends the connection, and says what is left to do. */
export function DisconnectDialog({
  onClose,
  onLeft,
}: {
  onClose: () => void
  /** It is done; the dialog stays to say what is left to do. */
  onLeft: () => void
}) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const leaving = useMutation({
    mutationFn: disconnect,
    // At once, not when the dialog closes: the back button must not bring the business back.
    onSuccess: () => {
      forgetAnswers(client)
      void forgetLeftovers()
      onLeft()
    },
  })
  const { portal } = use(PlaceContext)
  const leave = async () => {
    // Inside a portal the same page goes on and offers to connect.
    if (portal !== null) return forgetConnection(client)
    await navigate('/connect', { state: { disconnected: true } })
    client.clear()
  }
  if (leaving.isSuccess) {
    const { endSessionUrl } = leaving.data
    return (
      <Dialog
        title={<Trans>Disconnected</Trans>}
        onClose={() => void leave()}
        actions={
          <Button look="primary" onPress={() => void leave()}>
            <Trans>Done</Trans>
          </Button>
        }
      >
        <RemoveInPortal />
        {endSessionUrl === null ? null : (
          // The address carries proof of who logged in, so it is kept in memory only.
          <p>
            <a href={endSessionUrl} rel="noreferrer">
              <Trans>Also sign out of MobilePay’s portal</Trans>
            </a>
          </p>
        )}
      </Dialog>
    )
  }
  return (
    <Dialog
      title={<Trans>Disconnect MobilePay?</Trans>}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" onPress={() => leaving.mutate()} isPending={leaving.isPending}>
            <Trans>Disconnect</Trans>
          </Button>
          <Button onPress={onClose}>
            <Trans>Stay connected</Trans>
          </Button>
        </>
      }
    >
      <p>
        {portal === null ? (
          <Trans>
            This browser can no longer see or do anything for the business, in all its tabs.
          </Trans>
        ) : (
          <Trans>
            Inside {portal} this browser can no longer see or do anything for the business. Connect
            in a tab of its own is not touched.
          </Trans>
        )}
      </p>
      <p>
        <Trans>
          Payments go on as before, and so do agreements and invoices. You can connect again at any
          time.
        </Trans>
      </p>
      <p>
        <Trans>Imports that were begun in this browser are removed from it.</Trans>
      </p>
      <RemoveInPortal />
      {leaving.error ? (
        <Banner tone="bad" live>
          <p>
            <Words problem={leaving.error} />
          </p>
          <Trail problem={leaving.error} />
        </Banner>
      ) : null}
    </Dialog>
  )
}

function RemoveInPortal() {
  return (
    <p>
      <Trans>
        To take the permission back for good, remove the integration in MobilePay’s portal:{' '}
        <b>Settings → Integration</b>. That needs the SuperManager role.
      </Trans>
    </p>
  )
}
