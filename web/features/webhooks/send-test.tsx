import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'

import { testWebhook } from '../../api/webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { tellDone } from '../../ui/notify.ts'
import { Trail, Words } from '../../ui/problem-view.tsx'
import { Banner } from '../../ui/surface.tsx'

/** Lets MobilePay call the webhook now, and says whether that got through. */
export function SendTest({ webhook }: { webhook: string }) {
  const { t } = useLingui()
  const testing = useMutation({
    mutationFn: () => testWebhook(webhook),
    onSuccess: () => void tellDone(t`The test was delivered`),
  })
  const { error } = testing
  return (
    <>
      <Button
        icon={<Send size={16} aria-hidden="true" />}
        isPending={testing.isPending}
        onPress={() => testing.mutate()}
      >
        <Trans>Send a test</Trans>
      </Button>
      {error ? (
        <Banner tone="bad" live>
          <p>
            {error.status === 409 ? (
              <Trans>
                MobilePay could not deliver it. The address must answer with 2xx within 10 seconds.
              </Trans>
            ) : (
              <Words problem={error} />
            )}
          </p>
          <Trail problem={error} />
        </Banner>
      ) : null}
    </>
  )
}
