import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { sessionQuery } from '../../api/session.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Banner } from '../../ui/surface.tsx'

const problemTexts: Readonly<Record<string, MessageDescriptor>> = {
  access_denied: msg`Nothing was connected: the request was declined at MobilePay.`,
  invalid_request: msg`The link that brought you here was not complete. Check the fields below.`,
  session_expired: msg`The connection to MobilePay has ended. Connect again to go on.`,
  consent_ended: msg`MobilePay has ended this connection: the permission was withdrawn in MobilePay’s portal, or the same business was connected anew elsewhere, for example in another browser. Payments, agreements and invoices go on as before. Connect again to go on.`,
  provider_unavailable: msg`MobilePay’s login did not answer. Try again in a moment.`,
}

/** Why somebody is on this page, as far as we know. */
export function Notices({
  problem,
  isDisconnected,
}: {
  problem: string | null
  isDisconnected: boolean
}) {
  const { t } = useLingui()
  const { data } = useQuery(sessionQuery)
  const vat = data?.state === 'connected' ? data.session.merchant.vat : null
  return (
    <>
      {problem === null ? null : (
        <Banner tone="bad">
          <p>
            {t(
              problemTexts[problem] ??
                msg`Connecting did not work. Nothing was changed, and you can try again.`,
            )}
          </p>
        </Banner>
      )}
      {isDisconnected && vat === null ? (
        <Banner tone="ok" live>
          <p>
            <Trans>Disconnected. This browser can no longer see the business’s data.</Trans>
          </p>
        </Banner>
      ) : null}
      {vat === null ? null : (
        <Banner
          tone="info"
          action={
            <LinkButton to="/">
              <Trans>Open</Trans>
            </LinkButton>
          }
        >
          <p>
            <Trans>{vat} is connected. Another business takes its place in this browser.</Trans>
          </p>
        </Banner>
      )}
    </>
  )
}
