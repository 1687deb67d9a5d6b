/** One `Set-Cookie` value, taken apart. */
export interface SetCookie {
  readonly name: string
  readonly value: string
  /** As written, in lower case, without `Max-Age`. */
  readonly attributes: readonly string[]
  /** Seconds; 0 deletes. */
  readonly maxAge: number
}

/** The cookies that a response sets or deletes. */
export function readSetCookies(response: Response): readonly SetCookie[] {
  return response.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split('; ')
    const at = pair.indexOf('=')
    const maxAge = attributes.find((attribute) => attribute.startsWith('Max-Age='))
    return {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      attributes: attributes
        .filter((attribute) => attribute !== maxAge)
        .map((attribute) => attribute.toLowerCase())
        .toSorted(),
      maxAge: Number(maxAge?.slice('Max-Age='.length) ?? Number.NaN),
    }
  })
}

/** The cookie of that name which a response sets or deletes. */
export function setCookieOf(response: Response, name: string): SetCookie | undefined {
  return readSetCookies(response).find((cookie) => cookie.name === name)
}
