import { type LoginRequest, loginUrl } from './login.ts'

/** Leaves the console for MobilePay. Never by a form: `form-action 'self'` would stop the redirect. */
export function startLogin(request: LoginRequest): void {
  location.assign(loginUrl(request))
}
