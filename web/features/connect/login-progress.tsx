import { Trans, useLingui } from '@lingui/react/macro'
import { LoaderCircle } from 'lucide-react'
import { useEffect, useRef } from 'react'

import { Button } from '../../ui/button.tsx'
import type { Desk } from './desk.ts'
import { SandboxHelp } from './sandbox-help.tsx'

/** While the merchant is in the other window: what to do there, and a way to give up on it. */
export function LoginProgress({
  desk: { login, startOver },
  portal,
}: {
  readonly desk: Desk
  readonly portal: string
}) {
  const { t } = useLingui()
  const title = useRef<HTMLParagraphElement>(null)
  const { host } = location
  // The button that was pressed is gone.
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  const titles = {
    opening: t`Opening MobilePay in another window`,
    started: t`Continue in the other window`,
    redeeming: t`Connecting`,
  }
  const isOpen = login.phase === 'started'
  return (
    <div className="login-progress">
      <LoaderCircle size={28} aria-hidden="true" className="turning login-progress-icon" />
      <div aria-live="polite">
        <p ref={title} tabIndex={-1} className="empty-title">
          {login.phase === 'opening' || login.phase === 'redeeming'
            ? titles[login.phase]
            : titles.started}
        </p>
        {isOpen ? (
          <p className="empty-text">
            <Trans>
              Log in at MobilePay there and say what Connect may do. This page notices when you are
              done.
            </Trans>
          </p>
        ) : null}
      </div>
      {isOpen ? (
        <>
          <Button onPress={startOver}>
            <Trans>Start over</Trans>
          </Button>
          <details className="more-help">
            <summary>
              <Trans>The window is gone, or shows an error?</Trans>
            </summary>
            <p>
              <Trans>If you closed it, start over. Nothing has been changed.</Trans>
            </p>
            <p>
              <Trans>
                If it says that the login cannot be finished, your browser blocks cookies for {host}
                . Allow them, then start over.
              </Trans>
            </p>
            <SandboxHelp portal={portal} />
          </details>
        </>
      ) : null}
    </div>
  )
}
