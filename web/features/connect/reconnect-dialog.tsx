import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'

import type { LoginRequest } from '../../embed/login-calls.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { productTexts } from '../../ui/products.tsx'
import type { Desk } from './desk.ts'
import { LoginSteps } from './login-steps.tsx'
import { usePrepared } from './use-prepared.ts'

interface ReconnectDialogProps {
  readonly desk: Desk
  readonly portal: string
  readonly request: Omit<LoginRequest, 'locale'>
  readonly onClose: () => void
}

/** Connects the same business again, or with more products; the page behind it stays as it is. */
export function ReconnectDialog({ desk, portal, request, onClose }: ReconnectDialogProps) {
  const { t, i18n } = useLingui()
  const { vat } = request
  const wish = { ...request, locale: i18n.locale }
  const names = productTexts
    .filter(({ product }) => request.scopes.includes(product))
    .map(({ name }) => t(name))
  const list = new Intl.ListFormat(i18n.locale).format(names)
  const isConnected = desk.login.phase === 'connected'
  usePrepared(desk, isConnected ? undefined : wish)
  useEffect(() => {
    if (isConnected) onClose()
  }, [isConnected, onClose])
  return (
    <Dialog title={<Trans>Connect to MobilePay</Trans>} onClose={onClose}>
      <LoginSteps desk={desk} portal={portal} request={wish}>
        <p>
          <Trans>
            MobilePay asks you in another window about {list}, for {vat}. This page stays as it is
            meanwhile.
          </Trans>
        </p>
      </LoginSteps>
    </Dialog>
  )
}
