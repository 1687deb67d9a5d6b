import { readForms, readText, type HtmlForm } from './html-forms.ts'
import { createPortalBrowser, type Landing } from './portal-browser.ts'

/** Where a login at the portal ended. */
export type Outcome =
  /** The portal sent the browser back to the integrator, with an answer or with a no. */
  | {
      readonly kind: 'response'
      readonly mode: 'form_post' | 'fragment'
      readonly redirectUri: string
      readonly parameters: readonly (readonly [string, string])[]
    }
  /** It stayed at the portal, on a page that says so. */
  | { readonly kind: 'error'; readonly status: number; readonly text: string }

interface AuthorizeOptions {
  /** Products to tick, by scope; all that are offered when left out. */
  readonly allow?: readonly string[]
  readonly deny?: boolean
}

/** A person at the portal, with a browser of her own that remembers her login. */
export interface PortalUser {
  /** Walks from an authorization request to its answer, logging in and consenting where asked. */
  readonly authorize: (url: string | URL, options?: AuthorizeOptions) => Promise<Outcome>
  /** Which pages the last walk led through: none when it went straight back. */
  readonly pagesSeen: () => readonly ('login' | 'consent')[]
  /** Removes the integration of a company under Settings, Integrations. */
  readonly revoke: (vat: string, portalUrl?: string) => Promise<void>
  /** Opens a page of the portal, logging in where asked, and reads it. */
  readonly read: (url: string) => Promise<string>
  /** Goes through the end-session endpoint and confirms; answers where that led. */
  readonly logOut: (endSessionUrl: string | URL) => Promise<Landing>
}

const pageLimit = 6

export function createPortalUser({
  email,
  password = 'test-password',
}: {
  readonly email: string
  readonly password?: string
}): PortalUser {
  const browser = createPortalBrowser()
  let seen: ('login' | 'consent')[] = []
  let lastPortal: string | undefined

  async function logIn(form: HtmlForm): Promise<Landing> {
    seen.push('login')
    return browser.submit(form, [
      ['email', email],
      ['password', password],
    ])
  }

  async function authorize(url: string | URL, options: AuthorizeOptions = {}): Promise<Outcome> {
    seen = []
    lastPortal = new URL(url).origin
    let landing = await browser.open(String(url))
    for (let page = 0; page < pageLimit; page += 1) {
      if (landing.kind === 'left') return fragmentResponse(landing.location)
      const forms = readForms(landing.page, landing.url)
      const outside = forms.find(({ action }) => new URL(action).origin !== lastPortal)
      if (outside) return formResponse(outside)
      const login = formWith(forms, 'email')
      const consent = formWith(forms, 'decision')
      if (landing.status >= 400 || (!login && !consent))
        return { kind: 'error', status: landing.status, text: readText(landing.page) }
      if (login) landing = await logIn(login)
      else if (consent) {
        seen.push('consent')
        landing = await browser.submit(consent, decide(consent, options))
      }
    }
    throw new Error('the portal keeps asking')
  }

  async function read(url: string): Promise<Extract<Landing, { kind: 'page' }>> {
    let landing = await browser.open(url)
    if (landing.kind === 'page') {
      const login = formWith(readForms(landing.page, landing.url), 'email')
      if (login) {
        await logIn(login)
        landing = await browser.open(url)
      }
    }
    if (landing.kind === 'left') throw new Error(`${url} led away, to ${landing.location}`)
    return landing
  }

  return {
    authorize,
    pagesSeen: () => seen,
    read: async (url) => readText((await read(url)).page),
    revoke: async (vat, portalUrl = lastPortal) => {
      if (portalUrl === undefined) throw new Error('no login yet: say which portal')
      const { page, url } = await read(`${portalUrl}/settings/integration`)
      const remove = readForms(page, url).find(({ inputs }) =>
        inputs.some(({ name, value }) => name === 'vat' && value === vat),
      )
      if (!remove) throw new Error(`nothing to remove for ${vat}`)
      const question = await browser.submit(remove, fieldsOf(remove))
      if (question.kind === 'left') throw new Error('removing led away from the portal')
      const confirm = formWith(readForms(question.page, question.url), 'vat')
      if (!confirm) throw new Error('the portal does not ask for confirmation')
      await browser.submit(confirm, fieldsOf(confirm))
    },
    logOut: async (endSessionUrl) => {
      const landing = await browser.open(String(endSessionUrl))
      if (landing.kind === 'left') return landing
      const confirm = formWith(readForms(landing.page, landing.url), 'xsrf')
      if (!confirm) return landing
      return browser.submit(confirm, [...fieldsOf(confirm), ['logout', 'yes']])
    },
  }
}

const formWith = (forms: readonly HtmlForm[], name: string) =>
  forms.find(({ inputs }) => inputs.some((input) => input.name === name))

const fieldsOf = ({ inputs }: HtmlForm): (readonly [string, string])[] =>
  inputs.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value])

function decide(form: HtmlForm, { allow, deny }: AuthorizeOptions): (readonly [string, string])[] {
  const company = form.inputs.filter(({ checked, type }) => type === 'radio' && checked)
  const ticks = form.inputs.filter(({ name }) => name === 'product')
  const missing = allow?.find((scope) => !ticks.some(({ value }) => value === scope))
  if (missing !== undefined) throw new Error(`the consent page does not offer ${missing}`)
  const ticked = ticks.filter(({ checked, value }) => allow?.includes(value) ?? checked)
  return [
    ...[...company, ...ticked].map(({ name, value }) => [name, value] as const),
    ['decision', deny ? 'deny' : 'allow'],
  ]
}

function fragmentResponse(location: string): Outcome {
  const [redirectUri = '', fragment = ''] = location.split('#', 2)
  return { kind: 'response', mode: 'fragment', redirectUri, parameters: pairs(fragment) }
}

function formResponse({ action, inputs }: HtmlForm): Outcome {
  const parameters = inputs
    .filter(({ tag, name }) => tag === 'input' && name !== '')
    .map(({ name, value }) => [name, value] as const)
  return { kind: 'response', mode: 'form_post', redirectUri: action, parameters }
}

const pairs = (encoded: string) => [...new URLSearchParams(encoded)]
