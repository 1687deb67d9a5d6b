import { connect } from 'node:net'

/** One kind of call, and what must come back. */
export interface Call {
  readonly port: number
  /** The whole request, as it goes over the wire. */
  readonly request: string
  readonly bodyBytes: number
}

export interface Sample {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds, sorted. */
  readonly latencies: Float64Array
}

/** What ends a run: a time, or a number of requests. */
type Limit = { readonly seconds: number } | { readonly requests: number }

/**
 * Sends a call again and again over `connections` that are kept. Any answer but a 200 with the whole
 * body ends the bench: a fast wrong answer counts for nothing.
 */
export async function generate(call: Call, connections: number, limit: Limit): Promise<Sample> {
  const latencies: number[] = []
  const startedAt = performance.now()
  const endsAt = 'seconds' in limit ? startedAt + limit.seconds * 1000 : Infinity
  const most = 'requests' in limit ? limit.requests : Infinity
  let started = 0
  const isOver = () => performance.now() >= endsAt || started >= most
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(call.port, '127.0.0.1')
          let sentAt = 0
          const reader = createReader(call.bodyBytes)
          const send = () => {
            if (isOver()) return socket.end(resolve)
            started += 1
            sentAt = performance.now()
            return socket.write(call.request)
          }
          socket.setNoDelay(true)
          socket.once('connect', send)
          socket.once('error', reject)
          socket.once('close', () => reject(new Error('the server closed a connection')))
          socket.on('data', (chunk) => {
            try {
              if (!reader(chunk)) return
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)))
              socket.destroy()
              return
            }
            latencies.push(performance.now() - sentAt)
            send()
          })
        }),
    ),
  )
  const seconds = (performance.now() - startedAt) / 1000
  return { requests: latencies.length, seconds, latencies: Float64Array.from(latencies).toSorted() }
}

/** Reads answers one after the other; true at the end of each. Knows lengths, and chunks. */
function createReader(bodyBytes: number): (chunk: Buffer) => boolean {
  let head = ''
  let remaining: number | 'chunked' | undefined
  let tail = ''
  let received = 0

  return (chunk) => {
    let body = chunk
    if (remaining === undefined) {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return false
      body = chunk.subarray(chunk.length - (head.length - end - 4))
      if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`answered: ${head.slice(0, 400)}`)
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head.slice(0, end + 2))?.[1]
      remaining = length === undefined ? 'chunked' : Number(length)
      if (remaining !== 'chunked' && remaining !== bodyBytes) throw new Error('not the whole body')
    }
    received += body.length
    if (remaining === 'chunked') {
      tail = (tail + body.subarray(-5).toString('latin1')).slice(-5)
      if (tail !== '0\r\n\r\n') return false
      // Each chunk has a line before it and one after it.
      if (received < bodyBytes) throw new Error('not the whole body')
    } else if (received < remaining) return false
    head = ''
    tail = ''
    remaining = undefined
    received = 0
    return true
  }
}

/** The value below which `part` of a sorted sample lies. */
export function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
