import { Trans } from '@lingui/react/macro'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'

import type { LoginRequest } from '../../embed/login-calls.ts'
import { isUnderWay } from '../../embed/login-state.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/surface.tsx'
import type { Desk } from './desk.ts'
import { LoginProblem } from './login-problem.tsx'
import { LoginProgress } from './login-progress.tsx'
import { OtherBusiness } from './other-business.tsx'
import { StartForm } from './start-form.tsx'

interface LoginStepsProps {
  readonly desk: Desk
  readonly portal: string
  /** Undefined as long as the fields do not say it. */
  readonly request: LoginRequest | undefined
  readonly onIncomplete?: () => void
  /** The fields. */
  readonly children?: ReactNode
}

/** A login in a portal's page from the first press to the end of it, failures included. */
export function LoginSteps({ desk, portal, request, onIncomplete, children }: LoginStepsProps) {
  const { login, isCookieless, startOver } = desk
  if (login.phase === 'other') return <OtherBusiness desk={desk} />
  if (isUnderWay(login)) return <LoginProgress desk={desk} portal={portal} />
  const ownWindow = <OwnWindow request={request} />
  const isBlocked = login.phase === 'blocked'
  const canStart = login.phase !== 'failed' || login.reason !== 'cookies_blocked'
  return (
    <>
      <LoginProblem login={login} portal={portal} ownWindow={ownWindow} />
      {isCookieless && canStart && !isBlocked ? (
        <Cookieless portal={portal} ownWindow={ownWindow} />
      ) : null}
      {canStart ? (
        <StartForm
          desk={desk}
          isComplete={request !== undefined}
          {...(onIncomplete && { onIncomplete })}
        >
          {isBlocked ? null : children}
        </StartForm>
      ) : null}
      {isBlocked ? (
        <Button onPress={startOver}>
          <Trans>Start over</Trans>
        </Button>
      ) : null}
    </>
  )
}

function Cookieless({ portal, ownWindow }: { portal: string; ownWindow: ReactNode }) {
  return (
    <Banner tone="info" action={ownWindow}>
      <p>
        <Trans>
          Your browser keeps no cookies for pages inside {portal}. You can connect here, but only
          until this page is left or reloaded.
        </Trans>
      </p>
    </Banner>
  )
}

/** The console in a tab of its own, where every browser keeps its cookies. */
function OwnWindow({ request }: { request: LoginRequest | undefined }) {
  const query = new URLSearchParams(
    request ? { merchant_vat: request.vat, scope: request.scopes.join(' ') } : {},
  )
  return (
    <a
      href={`/connect?${query.toString()}`}
      target="_blank"
      rel="noopener"
      className="button button-secondary"
    >
      <Trans>Open in its own window</Trans>
      <ExternalLink size={16} aria-hidden="true" />
    </a>
  )
}
