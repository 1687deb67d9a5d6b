import { type CookieJar, createCookieJar } from './cookie-jar.ts'
import { encodeForm } from './encode-form.ts'
import { readForms } from './html-forms.ts'
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
interface AuthorizationResponse {
  readonly mode: 'form_post' | 'fragment'
  readonly parameters: readonly (readonly [string, string])[]
}

/** Sees every answer that a browser gets from the bff. The body of `response` is its own copy. */
type Watch = (path: string, response: Response) => Promise<void>

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
  /** Lands on our callback page as MobilePay's page sends it there, and lets that page go on. */
  readonly land: (response: AuthorizationResponse) => Promise<Response>
  /** Posts an authorization response as our own callback page does. */
  readonly complete: (
    parameters: readonly (readonly [string, string])[],
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>
  /** The whole login; throws unless it ends connected. */
  readonly connect: (options?: ConnectOptions) => Promise<Response>
}

/** Makes a browser; its jars are empty unless one is given. */
export function createBrowser(
  baseUrl: string,
  email: string,
  jar = createCookieJar(),
  watch?: Watch,
): Browser {
  const portalUser = createPortalUser({ email })

  async function send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(new URL(path, baseUrl), { redirect: 'manual', ...init })
    await watch?.(path, response.clone())
    return response
  }

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const cookie = jar.header()
    if (cookie !== undefined && !headers.has('cookie')) headers.set('cookie', cookie)
    const response = await send(path, { ...init, headers })
    jar.accept(response.headers.getSetCookie())
    return response
  }

  function complete(
    parameters: readonly (readonly [string, string])[],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return request('/auth/complete', {
      method: 'POST',
      headers: { origin: baseUrl, 'sec-fetch-site': 'same-origin', ...headers },
      body: encodeForm(parameters),
    })
  }

  async function land({ mode, parameters }: AuthorizationResponse): Promise<Response> {
    // A fragment never leaves the browser; the page's script puts it into the form.
    if (mode === 'fragment') {
      const page = await request('/auth/callback')
      if (page.status !== 200) throw new Error(`the landing page answered ${page.status}`)
      return complete(parameters)
    }
    // From MobilePay's site, so without any cookie of ours.
    const headers = { origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' }
    const body = encodeForm(parameters)
    const page = await send('/auth/callback', { method: 'POST', headers, body })
    const [form] = readForms(await page.text(), new URL('/auth/callback', baseUrl).href)
    if (form === undefined) throw new Error(`the callback page answered ${page.status}`)
    return complete(
      form.inputs
        .filter(({ tag }) => tag === 'input')
        .map(({ name, value }) => [name, value] as const),
    )
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
    land,
    complete,
    async connect(options) {
      const response = await land(await authorize(options))
      if (response.status !== 303) {
        throw new Error(`complete answered ${response.status}: ${await response.text()}`)
      }
      return response
    },
  }
}
