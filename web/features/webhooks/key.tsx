import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'

import { revealKey } from '../../api/webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Words } from '../../ui/problem-view.tsx'

/** The key that MobilePay signs with: hidden, until somebody wants to see it. */
export function Key({ webhook }: { webhook: string }) {
  const { t } = useLingui()
  // Not a query: what is shown once stays in no cache.
  const revealing = useMutation({ mutationFn: () => revealKey(webhook), gcTime: 0 })
  const key = revealing.data ?? null
  if (key !== null) {
    return (
      <span className="id">
        <code className="id-text">{key}</code>
        <CopyButton text={key} what={t`the signature key`} />
        <Button
          look="quiet"
          icon={<EyeOff size={16} aria-hidden="true" />}
          onPress={() => revealing.reset()}
        >
          <Trans>Hide</Trans>
        </Button>
      </span>
    )
  }
  return (
    <span className="id">
      <span aria-hidden="true">••••••••</span>
      <Button
        look="quiet"
        icon={<Eye size={16} aria-hidden="true" />}
        isPending={revealing.isPending}
        onPress={() => revealing.mutate()}
      >
        <Trans>Show key</Trans>
      </Button>
      {revealing.error ? (
        <span className="field-error" role="alert">
          <Words problem={revealing.error} />
        </span>
      ) : null}
      {revealing.isSuccess ? <Trans>MobilePay gave no key.</Trans> : null}
    </span>
  )
}
