import type { RecordedRequest } from '../sandbox/requests.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

const provider = '/merchant-authentication-openidconnect/'

/** Token requests that reached the stand-in, in order. */
export function tokenRequests({ control }: Sandbox): readonly RecordedRequest[] {
  return control.requests().filter(({ path }) => path === `${provider}connect/token`)
}

/** Calls of the five APIs that reached the stand-in, in order. */
export function apiRequests({ control }: Sandbox): readonly RecordedRequest[] {
  return control
    .requests()
    .filter(({ host, path }) => host === 'gateway' && !path.startsWith(provider))
}

/** One member of a form that was posted to the stand-in. */
export function formMember({ body = '' }: RecordedRequest, name: string): string | null {
  return new URLSearchParams(body).get(name)
}
