import { Trans, useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { use } from 'react'

import type { Product } from '#shared/scopes.ts'

import { Button } from '../../ui/button.tsx'
import { PlaceContext } from '../../ui/place.ts'
import { productTexts } from '../../ui/products.tsx'
import { Card, StatusPill } from '../../ui/surface.tsx'

/** Which products the merchant allowed; what is missing is asked for in one go. */
export function Permissions({
  granted,
  isEnded,
  onAskAll,
}: {
  granted: readonly Product[]
  /** The connection is over, and so is what it allowed. */
  isEnded: boolean
  onAskAll: () => void
}) {
  const { t } = useLingui()
  const { products } = use(PlaceContext)
  const offered = productTexts.filter(({ product }) => products.includes(product))
  const isComplete = offered.every(({ product }) => granted.includes(product))
  return (
    <Card title={<Trans>Permissions</Trans>}>
      <ul className="grants">
        {offered.map(({ product, name, unlocks }) => (
          <li key={product} className="grant">
            <div className="grant-text">
              <span className="choice-label">{t(name)}</span>
              <span className="help">{t(unlocks)}</span>
            </div>
            {granted.includes(product) ? (
              <StatusPill tone={isEnded ? 'info' : 'ok'}>
                {isEnded ? <Trans>Ended</Trans> : <Trans>Allowed</Trans>}
              </StatusPill>
            ) : (
              <StatusPill tone="info">
                <Trans>Not allowed</Trans>
              </StatusPill>
            )}
          </li>
        ))}
      </ul>
      {isComplete || isEnded ? null : (
        <div className="card-actions">
          <Button look="primary" icon={<Plus size={16} aria-hidden="true" />} onPress={onAskAll}>
            <Trans>Add permission</Trans>
          </Button>
          <span className="help">
            <Trans>MobilePay asks you about everything again, also what you already allowed.</Trans>
          </span>
        </div>
      )}
    </Card>
  )
}
