import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { RotateCw, Unplug } from 'lucide-react'
import { lazy, Suspense, use, useState } from 'react'

import type { ConnectedSession } from '#shared/api.ts'

import { useConnection } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Moment, useFormat } from '../../ui/format.tsx'
import { isOnThisMachine } from '../../ui/on-this-machine.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { CuresContext } from '../../ui/problem.ts'
import { Banner, Card, Facts, StatusPill } from '../../ui/surface.tsx'
import { daysLeft } from './expiry.ts'
import { Permissions } from './permissions.tsx'

const DisconnectDialog = lazy(async () => ({
  default: (await import('./disconnect-dialog.tsx')).DisconnectDialog,
}))

const environments: Readonly<Record<ConnectedSession['environment'], MessageDescriptor>> = {
  'production-dk': msg`Denmark`,
  'production-fi': msg`Finland`,
  'sandbox-dk': msg`Sandbox, Denmark: no real money`,
  'sandbox-fi': msg`Sandbox, Finland: no real money`,
  custom: msg`Custom setup`,
}

/** Who is connected, with what, since when and until when; and the ways to change that. */
export function ConnectionPage() {
  const { t } = useLingui()
  const format = useFormat()
  const { reconnect, grantAll } = use(CuresContext)
  const { state, session } = useConnection()
  const [isLeaving, setIsLeaving] = useState(false)
  // Disconnected, with the dialog still open that says so: the page behind it must not differ.
  const [hasLeft, setHasLeft] = useState(false)
  // Read once a visit: what it says changes by the day.
  const [now] = useState(Date.now)
  const { id, vat } = session.merchant
  const left = daysLeft(session.sessionExpiresAt, now)
  const until = format.dayOf(Date.parse(session.sessionExpiresAt))
  const isConnected = state === 'connected' && !hasLeft
  return (
    <>
      <PageHeader title={t`Connection`} />
      {isConnected && left.few ? (
        <Banner
          tone="warn"
          action={
            <Button onPress={reconnect}>
              <Trans>Reconnect</Trans>
            </Button>
          }
        >
          <p>
            <Plural
              value={left.days}
              _0="The connection ends today if it is not used."
              one="The connection ends in # day if it is not used."
              other="The connection ends in # days if it is not used."
            />
          </p>
        </Banner>
      ) : null}
      <Card title={<Trans>MobilePay</Trans>}>
        <Facts
          items={[
            {
              id: 'state',
              name: <Trans>State</Trans>,
              value: isConnected ? (
                <StatusPill tone="ok">
                  <Trans>Connected</Trans>
                </StatusPill>
              ) : (
                <StatusPill tone={hasLeft ? 'info' : 'bad'}>
                  {hasLeft ? <Trans>Disconnected</Trans> : <Trans>Ended</Trans>}
                </StatusPill>
              ),
            },
            {
              id: 'vat',
              name: <Trans>VAT number</Trans>,
              value: <span className="number">{vat}</span>,
            },
            {
              id: 'merchant',
              name: <Trans>Merchant ID at MobilePay</Trans>,
              value: id === null ? null : <Id text={id} what={t`the merchant ID`} />,
            },
            {
              id: 'subject',
              name: <Trans>Portal user who agreed</Trans>,
              value: <Id text={session.subject} what={t`the portal user’s ID`} />,
            },
            {
              id: 'environment',
              name: <Trans>Environment</Trans>,
              value:
                session.environment === 'custom' && isOnThisMachine()
                  ? t`Test, on this machine`
                  : t(environments[session.environment]),
            },
            {
              id: 'since',
              name: <Trans>Connected since</Trans>,
              value: <Moment at={Date.parse(session.connectedAt)} />,
            },
            {
              id: 'until',
              name: <Trans>Stays connected</Trans>,
              value: isConnected ? (
                <Trans>
                  While it is used. Ends if it is not used before{' '}
                  <span className="number">{until}</span>
                </Trans>
              ) : null,
            },
          ]}
        />
        {isConnected ? (
          <div className="card-actions">
            {left.few ? null : (
              <Button icon={<RotateCw size={16} aria-hidden="true" />} onPress={reconnect}>
                <Trans>Reconnect</Trans>
              </Button>
            )}
            <Button
              icon={<Unplug size={16} aria-hidden="true" />}
              onPress={() => setIsLeaving(true)}
            >
              <Trans>Disconnect…</Trans>
            </Button>
          </div>
        ) : null}
      </Card>
      <Permissions granted={session.scopes} isEnded={!isConnected} onAskAll={grantAll} />
      {isLeaving ? (
        <Suspense>
          <DisconnectDialog onClose={() => setIsLeaving(false)} onLeft={() => setHasLeft(true)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Id({ text, what }: { text: string; what: string }) {
  return (
    <span className="id">
      <span className="id-text">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}
