import { Trans } from '@lingui/react/macro'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'

import { formOf } from '../../embed/login-state.ts'
import { Button } from '../../ui/button.tsx'
import type { Desk } from './desk.ts'

interface StartFormProps {
  readonly desk: Desk
  /** False: there is something to say about the fields first. */
  readonly isComplete: boolean
  readonly onIncomplete?: () => void
  /** The fields, and what else stands above the button. */
  readonly children?: ReactNode
}

/**
 * Starts a login in a window of its own: a native form and its submit button, which the browser
 * itself must send (embedding.md section 3).
 */
export function StartForm({ desk, isComplete, onIncomplete, children }: StartFormProps) {
  const { login } = desk
  const form = formOf(login)
  const label =
    login.phase === 'blocked' ? <Trans>Open sign-in</Trans> : <Trans>Continue to MobilePay</Trans>
  return (
    <form
      className="form"
      method="post"
      action="/auth/login"
      target={form?.target}
      noValidate
      onSubmit={(event) => {
        if (isComplete && form) return desk.submit(event)
        event.preventDefault()
        onIncomplete?.()
      }}
    >
      {children}
      <input type="hidden" name="h" value={form?.h ?? ''} />
      <Button
        type="submit"
        look="primary"
        isPending={isComplete && form === undefined}
        {...(isComplete && { onPress: desk.press })}
      >
        {label}
        <ExternalLink size={16} aria-hidden="true" />
      </Button>
    </form>
  )
}
