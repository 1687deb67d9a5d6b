import type { HtmlForm } from './html-forms.ts'

/** A page or a redirect to somewhere outside the portal. */
export type Landing =
  | { readonly kind: 'page'; readonly url: string; readonly status: number; readonly page: string }
  | { readonly kind: 'left'; readonly location: string }

/** The little of a browser that the portal needs: cookies, redirects, form posts. */
export interface PortalBrowser {
  readonly open: (url: string) => Promise<Landing>
  readonly submit: (
    form: HtmlForm,
    fields: readonly (readonly [string, string])[],
  ) => Promise<Landing>
}

const redirectLimit = 10

export function createPortalBrowser(): PortalBrowser {
  const jar = new Map<string, { readonly value: string; readonly path: string }>()

  function keepCookies(url: string, headers: Headers) {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/)
      const [name = '', value = ''] = pair.split('=', 2)
      const given = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))
      const path = given?.slice('path='.length) ?? '/'
      const gone = value === '' || /expires=Thu, 01 Jan 1970|max-age=0\b/i.test(line)
      const key = `${new URL(url).host} ${name} ${path}`
      if (gone) jar.delete(key)
      else jar.set(key, { value: `${name}=${value}`, path })
    }
  }

  function cookiesFor(url: string): string {
    const { host, pathname } = new URL(url)
    return [...jar]
      .filter(([key, { path }]) => key.startsWith(`${host} `) && covers(path, pathname))
      .map(([, { value }]) => value)
      .join('; ')
  }

  async function go(url: string, posted?: URLSearchParams): Promise<Landing> {
    const { origin } = new URL(url)
    let next = url
    let body = posted
    for (let hop = 0; hop < redirectLimit; hop += 1) {
      const headers = { accept: 'text/html', cookie: cookiesFor(next), origin }
      const init = body === undefined ? { headers } : { headers, method: 'POST', body }
      const response = await fetch(next, { ...init, redirect: 'manual' })
      keepCookies(next, response.headers)
      const location = response.headers.get('location')
      const page = await response.text()
      if (location === null) return { kind: 'page', url: next, status: response.status, page }
      next = new URL(location, next).href
      if (new URL(next).origin !== origin) return { kind: 'left', location: next }
      body = undefined
    }
    throw new Error(`more than ${redirectLimit} redirects, last to ${next}`)
  }

  return {
    open: (url) => go(url),
    submit: ({ action, method }, fields) => {
      const body = new URLSearchParams()
      for (const [name, value] of fields) body.append(name, value)
      return method === 'GET' ? go(`${action}?${body.toString()}`) : go(action, body)
    },
  }
}

/** RFC 6265 section 5.1.4. */
function covers(cookiePath: string, path: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.replace(/\/?$/, '/'))
}
