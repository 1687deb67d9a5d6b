/** One request to the APIs and what came back. */
export interface Exchange {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly status: number
  /** Without parameters; undefined when there is no body. */
  readonly contentType: string | undefined
  /** Parsed when it is JSON; undefined when there is none. */
  readonly body: unknown
  readonly requestBody: unknown
}

type Watcher = (exchange: Exchange) => void

let watcher: Watcher | undefined

/** Shows every exchange of the tests' harness in this process to one watcher. */
export const watchExchanges = (watch: Watcher): void => {
  watcher = watch
}

/** Called by the harness; does nothing unless somebody watches. */
export const noteExchange = async (
  method: string,
  url: string,
  requestBody: unknown,
  response: Response,
): Promise<void> => {
  if (watcher === undefined) return
  const [path = '/'] = url.split('?', 1)
  const text = await response.clone().text()
  const contentType = response.headers.get('content-type')?.split(';')[0]
  const body: unknown = contentType === 'application/json' ? JSON.parse(text) : text || undefined
  watcher({ method, path, status: response.status, contentType, body, requestBody })
}
