import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { Login } from '../../embed/login-state.ts'
import { Banner } from '../../ui/surface.tsx'
import { loginWords, problemOf } from './login-words.ts'
import { SandboxHelp } from './sandbox-help.tsx'

interface LoginProblemProps {
  readonly login: Login
  readonly portal: string
  /** The way to the console's own tab. */
  readonly ownWindow: ReactNode
}

/** Why a login in a portal's page did not connect, and what helps. */
export function LoginProblem({ login, portal, ownWindow }: LoginProblemProps) {
  const { i18n } = useLingui()
  if (login.phase === 'blocked') return <Blocked portal={portal} />
  const problem = problemOf(login)
  if (problem === null) return null
  const { tone, text } = loginWords[problem]
  return (
    <Banner live tone={tone} action={problem === 'cookies_blocked' ? ownWindow : null}>
      <p>{i18n._({ ...text, values: { portal } })}</p>
    </Banner>
  )
}

function Blocked({ portal }: { portal: string }) {
  return (
    <>
      <Banner live tone="warn">
        <p>
          <b>
            <Trans>Nothing opened?</Trans>
          </b>{' '}
          <Trans>
            The browser may have held the window back. Open sign-in once more with the button below.
          </Trans>
        </p>
      </Banner>
      <SandboxHelp portal={portal} />
    </>
  )
}
