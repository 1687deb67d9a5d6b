import { Trans } from '@lingui/react/macro'

import type { Connection } from '../../api/session.ts'
import { FramedConnect } from '../../features/connect/framed-connect.tsx'
import { Banner } from '../../ui/surface.tsx'
import { useValue } from '../../ui/value.ts'
import { useStage } from './stage-context.ts'

type Unconnected = Extract<Connection, { readonly state: 'none' }>

/** In the place of every page while the merchant that the portal is about is not connected. */
export function NotConnected({ connection }: { connection: Unconnected }) {
  const { frame, wishes, desk } = useStage()
  const { portalName, vats, scopes } = frame
  const { vat = null } = useValue(wishes)
  return (
    <main id="main" tabIndex={-1} className="framed-main framed-narrow">
      <FramedConnect
        key={vat}
        desk={useValue(desk)}
        portal={portalName}
        about={{ vat, vats, scopes }}
        notice={<Notice connection={connection} portal={portalName} wanted={vat} />}
      />
    </main>
  )
}

function Notice({
  connection: { other, isLeft = false },
  portal,
  wanted,
}: {
  connection: Unconnected
  portal: string
  wanted: string | null
}) {
  if (other !== undefined && wanted !== null) {
    return (
      <Banner tone="info" live>
        <p>
          <Trans>
            {portal} is showing {wanted}, but {other} is connected here. Connect {wanted} to go on;
            it takes the place of {other}.
          </Trans>
        </p>
      </Banner>
    )
  }
  return isLeft ? (
    <Banner tone="ok" live>
      <p>
        <Trans>Disconnected. Inside {portal} the business’s data can no longer be seen.</Trans>
      </p>
    </Banner>
  ) : null
}
