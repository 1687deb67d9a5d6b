import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

import type { HostName } from './routes.ts'

/** One request as it arrived at one of the two hosts. */
export interface RecordedRequest {
  readonly host: HostName
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** The body as text, once answered up to 16 kB: the form of a token request, the JSON of an API call. */
  readonly body: string | undefined
  /** Milliseconds since the epoch by the machine's clock. */
  readonly at: number
  /** 0 until an answer has been sent, and for good when none was. */
  readonly status: number
}

const bodyLimit = 16 * 1024
/** What a watcher is shown of a body: more than the largest batch. */
const watchedBodyLimit = 16 * 1024 * 1024
const keep = 20_000

export interface Recorder {
  readonly record: (host: HostName, request: IncomingMessage, response: ServerResponse) => void
  readonly list: () => readonly RecordedRequest[]
  readonly clear: () => void
}

let watcher: ((request: RecordedRequest) => void) | undefined

/**
 * Shows every request that arrives completely at any stand-in of this process to one watcher, when its connection is
 * done with it: with its whole body, and whatever is cleared.
 */
export const watchRequests = (watch: (request: RecordedRequest) => void): void => {
  watcher = watch
}

export function createRecorder(): Recorder {
  let records: RecordedRequest[] = []

  function record(host: HostName, request: IncomingMessage, response: ServerResponse) {
    const body = tapBody(request, watcher === undefined ? bodyLimit : watchedBodyLimit)
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const entry = {
      host,
      method: request.method ?? 'GET',
      path,
      query,
      headers: request.headers,
      get body() {
        return body.text()
      },
      at: Date.now(),
      status: 0,
    }
    response.once('finish', () => {
      entry.status = response.statusCode
    })
    response.once('close', () => {
      if (request.complete) watcher?.({ ...entry })
      body.cut(bodyLimit)
    })
    records.push(entry)
    // Twice the limit before cutting, so that a load test does not copy the list at every request.
    if (records.length > 2 * keep) records = records.slice(-keep)
  }

  return {
    record,
    list: () => records.slice(-keep),
    clear: () => {
      records = []
    },
  }
}

/** Watches a body go by without consuming it: the provider insists on reading the stream itself. */
function tapBody(request: IncomingMessage, limit: number) {
  let chunks: Buffer[] = []
  let size = 0
  const push = request.push.bind(request)
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
    }
    return push(chunk, encoding)
  }
  return {
    text: () => (chunks.length === 0 ? undefined : Buffer.concat(chunks).toString()),
    cut: (longest: number) => {
      if (size > longest) chunks = [Buffer.concat(chunks).subarray(0, longest)]
    },
  }
}
