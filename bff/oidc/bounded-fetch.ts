/** Largest body that a provider's endpoint may send, after decompression: tokens and keys are small. */
const maximumBytes = 256 * 1024

export type BoundedFetch = (
  url: string,
  init: {
    readonly method?: string
    readonly headers: Record<string, string>
    readonly body?: URLSearchParams | undefined
  },
) => Promise<Response>

/**
 * `fetch` for oauth4webapi, which has neither a timeout for bodies nor a limit for their size.
 * The answer comes back complete and in memory; redirects stay answers (`redirect: 'manual'` is
 * what the library asks for), so no secret follows one.
 *
 * @returns a function for the library's `[customFetch]` option.
 * @throws Error when the provider cannot be reached, is too slow or too talkative.
 */
export function createBoundedFetch(timeoutSeconds: number): BoundedFetch {
  return async function boundedFetch(url, { method = 'GET', headers, body = null }) {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000)
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal })
    const stream: AsyncIterable<Uint8Array> | null = response.body
    const chunks: Uint8Array[] = []
    let bytes = 0
    if (stream !== null) {
      // Leaving the loop, by the throw too, cancels the rest of the body.
      for await (const chunk of stream) {
        bytes += chunk.byteLength
        if (bytes > maximumBytes) throw new Error(`answer larger than ${maximumBytes} bytes`)
        chunks.push(chunk)
      }
    }
    return new Response(bytes === 0 ? null : Buffer.concat(chunks), {
      status: response.status,
      headers: response.headers,
    })
  }
}
