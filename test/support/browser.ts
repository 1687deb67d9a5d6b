import { type CookieJar, createCookieJar } from './cookie-jar.ts'
import { createPortalUser, type PortalUser } from './portal-user.ts'

interface ConnectOptions {
  readonly vat?: string
  readonly scope?: string
  readonly returnTo?: string
  /** Products to tick on the consent page; all where left out. */
  readonly allow?: readonly string[]
  readonly deny?: boolean
}

/** What came back from MobilePay, before the browser has taken it to the bff. */
export interface AuthorizationResponse {
  readonly parameters: readonly (readonly [string, string])[]
}

/** A merchant's browser over HTTP: one cookie jar at the bff, and a person at the portal. */
export interface Browser {
  readonly jar: CookieJar
  readonly portalUser: PortalUser
  /** A request with this browser's cookies. Redirects are not followed. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** A call as the console makes it. */
  readonly call: (path: string, init?: RequestInit) => Promise<Response>
  /** Goes to MobilePay and answers there; stops before the callback. */
  readonly authorize: (options?: ConnectOptions) => Promise<AuthorizationResponse>
  /** Posts an authorization response as our own callback page does. */
  readonly complete: (
    parameters: readonly (readonly [string, string])[],
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>
  /** The whole login; throws unless it ends connected. */
  readonly connect: (options?: ConnectOptions) => Promise<Response>
}

/** Makes a browser with empty jars. */
export function createBrowser(baseUrl: string, email: string, jar = createCookieJar()): Browser {
  const portalUser = createPortalUser({ email })

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const cookie = jar.header()
    if (cookie !== undefined && !headers.has('cookie')) headers.set('cookie', cookie)
    const response = await fetch(new URL(path, baseUrl), { redirect: 'manual', ...init, headers })
    jar.accept(response.headers.getSetCookie())
    return response
  }

  function complete(
    parameters: readonly (readonly [string, string])[],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const body = new URLSearchParams(
      parameters.map(([name, value]): [string, string] => [name, value]),
    )
    return request('/auth/complete', {
      method: 'POST',
      headers: { origin: baseUrl, 'sec-fetch-site': 'same-origin', ...headers },
      body,
    })
  }

  async function authorize(options: ConnectOptions = {}): Promise<AuthorizationResponse> {
    const query = new URLSearchParams({ merchant_vat: options.vat ?? 'DK12345678' })
    if (options.scope !== undefined) query.set('scope', options.scope)
    if (options.returnTo !== undefined) query.set('return_to', options.returnTo)
    const started = await request(`/auth/login?${query.toString()}`)
    const location = started.headers.get('location')
    if (started.status !== 303 || location === null) {
      throw new Error(`login answered ${started.status}: ${await started.text()}`)
    }
    const outcome = await portalUser.authorize(location, {
      ...(options.allow === undefined ? {} : { allow: options.allow }),
      ...(options.deny === undefined ? {} : { deny: options.deny }),
    })
    if (outcome.kind === 'error') throw new Error(`the portal refused: ${outcome.text}`)
    return outcome
  }

  return {
    jar,
    portalUser,
    fetch: request,
    call(path, init = {}) {
      const headers = new Headers(init.headers)
      headers.set('x-csrf', '1')
      return request(path, { ...init, headers })
    },
    authorize,
    complete,
    async connect(options) {
      const { parameters } = await authorize(options)
      const response = await complete(parameters)
      if (response.status !== 303) {
        throw new Error(`complete answered ${response.status}: ${await response.text()}`)
      }
      return response
    },
  }
}
