import type { LoginRequest } from '../../embed/login-calls.ts'
import type { Login } from '../../embed/login-state.ts'

/** A login within a portal's page: how far it is, and what can be done about it. */
export interface Desk {
  readonly login: Login
  /** Whether the browser keeps no cookies here, so that a session lasts as long as the page. */
  readonly isCookieless: boolean
  /** Keeps a form at hand for that; call as long as a form shows, whenever what it asks changes. */
  readonly prepare: (request: LoginRequest) => void
  /** Call when the form's button is pressed, whether or not a submit event comes of it. */
  readonly press: () => void
  /** Must be called by the form's submit event, and leaves it alone. */
  readonly submit: (event: { readonly preventDefault: () => void }) => void
  /** Lets the other business of an answer take the place of the connected one. */
  readonly useOther: () => void
  readonly startOver: () => void
}
