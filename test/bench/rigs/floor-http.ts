import { Agent, createServer, request } from 'node:http'

import { port, upstream } from './settings.ts'

// F: node:http to node:http, nothing else. What anything in front of an API costs at least.
const agent = new Agent({ keepAlive: true })
const { hostname, port: upstreamPort, host } = upstream

createServer((incoming, outgoing) => {
  const { method, url = '' } = incoming
  const { cookie: _cookie, ...passed } = incoming.headers
  const options = { agent, hostname, port: upstreamPort, method, path: url.slice('/api'.length) }
  const sent = request({ ...options, headers: { ...passed, host } }, (response) => {
    const {
      connection: _,
      'keep-alive': __,
      'transfer-encoding': ___,
      ...headers
    } = response.headers
    outgoing.writeHead(response.statusCode ?? 502, headers)
    response.pipe(outgoing)
  })
  sent.on('error', () => outgoing.destroy())
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) sent.destroy()
  })
  incoming.pipe(sent)
}).listen(port, '127.0.0.1')
