import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { Login } from '../../embed/login-state.ts'
import { Banner } from '../../ui/surface.tsx'
import { loginWords, problemOf } from './login-words.ts'

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

const sandboxTokens = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
]

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
      <details className="more-help">
        <summary>
          <Trans>For the developers of {portal}</Trans>
        </summary>
        <p>
          <Trans>
            If this page stands in an iframe with a sandbox attribute, that needs all of these:
          </Trans>
        </p>
        <ul>
          {sandboxTokens.map((token) => (
            <li key={token}>
              <code>{token}</code>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
