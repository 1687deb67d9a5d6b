import { Trans } from '@lingui/react/macro'
import { CircleCheck } from 'lucide-react'
import { use } from 'react'
import { Link } from 'react-router'

import { useConnection } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { PlaceContext } from '../../ui/place.ts'
import { Words } from '../../ui/problem-view.tsx'
import { isEnded } from '../../ui/problem.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card } from '../../ui/surface.tsx'
import { Captures } from './captures.tsx'
import { ConnectionEnd } from './connection-end.tsx'
import { Invoices } from './invoices.tsx'
import type { Matter } from './matter.ts'
import { useCaptures } from './use-captures.ts'
import { useConnectionEnd } from './use-connection-end.ts'
import { useInvoices } from './use-invoices.ts'

/** What has to be done soon. Each matter is looked up on its own, and fails on its own. */
export function Attention() {
  const { session } = useConnection()
  const { products } = use(PlaceContext)
  const captures = useCaptures()
  const invoices = useInvoices()
  const connection = useConnectionEnd()
  const matters: readonly Matter<unknown>[] = [captures, invoices, connection]
  const isQuiet = matters.every(({ state }) => state === 'nothing')
  const knowsCharges =
    session.scopes.includes('subscriptions') && products.includes('subscriptions')
  return (
    <Card title={<Trans>Needs attention</Trans>}>
      <ul className="attention">
        {captures.state === 'something' ? (
          <li className="attention-item">
            <Captures {...captures.what} />
          </li>
        ) : (
          <Rest matter={captures} name={<Trans>Payments that wait for capture</Trans>} />
        )}
        {invoices.state === 'something' ? (
          <li className="attention-item">
            <Invoices {...invoices.what} />
          </li>
        ) : (
          <Rest matter={invoices} name={<Trans>Invoices</Trans>} />
        )}
        {connection.state === 'something' ? (
          <li className="attention-item">
            <ConnectionEnd {...connection.what} />
          </li>
        ) : null}
        {isQuiet ? (
          <li className="attention-item attention-quiet">
            <CircleCheck size={18} aria-hidden="true" className="attention-ok" />
            <span>
              <Trans>Nothing has to be done.</Trans>
            </span>
          </li>
        ) : null}
      </ul>
      {knowsCharges ? (
        <p className="help attention-limit">
          <Trans>
            MobilePay lists failed charges only agreement by agreement:{' '}
            <Link to="/subscriptions">Subscriptions</Link>
          </Trans>
        </p>
      ) : null}
    </Card>
  )
}

function Rest({ matter, name }: { matter: Matter<unknown>; name: React.ReactNode }) {
  if (matter.state === 'loading') {
    return (
      <li className="attention-item">
        <Skeleton rows={1} shape="line" />
      </li>
    )
  }
  // The banner above the page has the way back.
  if (matter.state !== 'failed' || isEnded(matter.problem)) return null
  return (
    <li className="attention-item">
      <div className="attention-text">
        <p>
          <b>{name}</b>
        </p>
        <p className="help">
          <Words problem={matter.problem} />
        </p>
      </div>
      <Button onPress={matter.retry}>
        <Trans>Try again</Trans>
      </Button>
    </li>
  )
}
