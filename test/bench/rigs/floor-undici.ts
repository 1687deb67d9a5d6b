import { createServer } from 'node:http'

import { Pool } from 'undici'

import { port, upstream } from './settings.ts'

// U: node:http to undici's `request`.
const pool = new Pool(upstream.origin, { pipelining: 1 })

createServer((incoming, outgoing) => {
  const aborted = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) aborted.abort()
  })
  const { connection: _, cookie: _cookie, ...headers } = incoming.headers
  pool
    .request({
      path: (incoming.url ?? '').slice('/api'.length),
      method: incoming.method ?? 'GET',
      headers: { ...headers, host: upstream.host },
      signal: aborted.signal,
    })
    .then((response) => {
      const {
        connection: __,
        'keep-alive': ___,
        'transfer-encoding': ____,
        ...rest
      } = response.headers
      outgoing.writeHead(response.statusCode, rest)
      response.body.pipe(outgoing)
      return response.body.on('error', () => outgoing.destroy())
    })
    .catch(() => outgoing.destroy())
}).listen(port, '127.0.0.1')
