import type { ApiEvent } from '../apis/deps.ts'
import { failed, passed } from './show.ts'
import type { Step } from './tutorial.ts'

/** Tells step 8, and what happens to calls whose token is no good. */
export function apiStep({ method, path, status, checked }: ApiEvent): Step {
  const request = `${method} ${path}\nAuthorization: Bearer …`
  const response = String(status)
  if (status === 401) {
    return {
      title: 'An API refuses the token',
      why: 'Expired, revoked or replaced: MobilePay does not say which. Refresh once and repeat once; if that fails too, the merchant must connect again.',
      request,
      response,
      refused: true,
      checks: [failed(checked, 'RFC 6750 3.1')],
    }
  }
  const refused = status >= 400
  return {
    number: 8,
    title: 'API call',
    why: 'The access token alone opens the door: whoever holds it is let in. That is why no browser ever sees it.',
    request,
    response,
    refused,
    checks: [refused ? failed(checked, 'MobilePay') : passed(checked, 'RFC 6750 2.1')],
  }
}
