import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'

import { revealSettings } from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Words } from '../../ui/problem-view.tsx'
import { Facts } from '../../ui/surface.tsx'
import { Id } from './id.tsx'

/** What MobilePay sends along to the callback address: hidden, until somebody wants to see it. */
export function Credentials({ provider }: { provider: string }) {
  const { t } = useLingui()
  // Not a query: what is shown once stays in no cache.
  const revealing = useMutation({ mutationFn: () => revealSettings(provider), gcTime: 0 })
  const shown = revealing.data
  const schemes: Readonly<Record<string, string>> = {
    Basic: t`User name and password`,
    ApiKey: t`API key`,
    OAuth2: t`OAuth 2.0`,
  }
  if (shown) {
    const { scheme, key, secret } = shown
    const name =
      scheme === 'ApiKey' ? t`API key` : scheme === 'OAuth2' ? t`Client ID` : t`User name`
    const secretName = scheme === 'OAuth2' ? t`Client secret` : t`Password`
    return (
      <>
        <Facts
          items={[
            {
              id: 'scheme',
              name: <Trans>Now</Trans>,
              value: scheme === null ? <Trans>Nothing is set</Trans> : (schemes[scheme] ?? scheme),
            },
            { id: 'key', name, value: key && <Id text={key} what={name} /> },
            {
              id: 'secret',
              name: secretName,
              value: secret && <Id text={secret} what={secretName} />,
            },
          ]}
        />
        <Button
          look="quiet"
          icon={<EyeOff size={16} aria-hidden="true" />}
          onPress={() => revealing.reset()}
        >
          <Trans>Hide</Trans>
        </Button>
      </>
    )
  }
  return (
    <p className="id credentials">
      <span aria-hidden="true">••••••••</span>
      <Button
        look="quiet"
        icon={<Eye size={16} aria-hidden="true" />}
        isPending={revealing.isPending}
        onPress={() => revealing.mutate()}
      >
        <Trans>Show what is set now</Trans>
      </Button>
      {revealing.error ? (
        <span className="field-error" role="alert">
          <Words problem={revealing.error} />
        </span>
      ) : null}
    </p>
  )
}
