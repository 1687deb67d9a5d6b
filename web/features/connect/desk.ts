import type { LoginRequest } from '../../embed/login-calls.ts'
import type { Login, StartForm } from '../../embed/login-state.ts'

/** A login within a portal's page: how far it is, and what can be done about it. */
export interface Desk {
  readonly login: Login
  /** Whether the browser keeps no cookies here, so that a session lasts as long as the page. */
  readonly isCookieless: boolean
  /** Keeps a form at hand for that; call as long as a form shows, whenever what it asks changes. */
  readonly prepare: (request: LoginRequest) => void
  /** Must be called by the form's submit event, and leaves it alone. */
  readonly submit: (event: { readonly preventDefault: () => void }) => void
  readonly startOver: () => void
}

/** The form at hand, if there is one. */
export function formOf(login: Login): StartForm | undefined {
  return 'form' in login ? login.form : undefined
}

/** Whether the merchant has gone to MobilePay and the answer is not known yet. */
export function isUnderWay({ phase }: Login): boolean {
  return phase === 'opening' || phase === 'started' || phase === 'redeeming'
}
