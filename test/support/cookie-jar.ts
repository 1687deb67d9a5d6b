/** A browser's cookies for one origin, as far as the bff's cookies need it. */
export interface CookieJar {
  /** The `Cookie` header, or undefined. */
  readonly header: () => string | undefined
  /** Takes the `Set-Cookie` values of a response, at the moment it arrives. */
  readonly accept: (setCookies: readonly string[]) => void
  readonly get: (name: string) => string | undefined
  readonly set: (name: string, value: string) => void
  readonly names: () => readonly string[]
  readonly clone: () => CookieJar
}

/** Makes a jar; refuses what browsers refuse of a `__Host-` cookie, loudly. */
export function createCookieJar(content: ReadonlyMap<string, string> = new Map()): CookieJar {
  const cookies = new Map(content)
  return {
    header() {
      if (cookies.size === 0) return undefined
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    accept(setCookies) {
      for (const setCookie of setCookies) {
        const [pair = '', ...attributes] = setCookie.split(/; */)
        const at = pair.indexOf('=')
        const name = pair.slice(0, at)
        const flags = attributes.map((attribute) => attribute.toLowerCase())
        for (const needed of ['path=/', 'secure', 'httponly']) {
          if (!flags.includes(needed)) throw new Error(`a browser refuses ${name}: no ${needed}`)
        }
        if (flags.some((flag) => flag.startsWith('domain=')))
          throw new Error(`${name} has a domain`)
        if (setCookie.length > 4096) throw new Error(`a browser refuses ${name}: too long`)
        if (flags.includes('max-age=0')) cookies.delete(name)
        else cookies.set(name, pair.slice(at + 1))
      }
    },
    get: (name) => cookies.get(name),
    set(name, value) {
      cookies.set(name, value)
    },
    names: () => [...cookies.keys()],
    clone: () => createCookieJar(cookies),
  }
}
