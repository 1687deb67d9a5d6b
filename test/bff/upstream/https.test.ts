import { once } from 'node:events'
import { createServer } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import { expect, onTestFinished, test } from 'vitest'

import { certificate, key } from './certificate.ts'
import { call, startProxy } from './support.ts'

async function startSecureUpstream(delayMilliseconds = 0) {
  let count = 0
  const server = createServer({ key, cert: certificate }, (request, response) => {
    count += 1
    const body = `${request.httpVersion} ${request.headers.host}`
    setTimeout(() => response.end(body), delayMilliseconds)
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { port, count: () => count }
}

function trustCertificate(): void {
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, certificate])
  onTestFinished(() => setDefaultCACertificates(trusted))
}

test('a trusted gateway is spoken to in HTTP/1.1 on a kept connection', async () => {
  trustCertificate()
  const gateway = await startSecureUpstream()
  const proxy = await startProxy(`https://127.0.0.1:${gateway.port}`)
  for (let round = 0; round < 2; round += 1) {
    const answer = await call(proxy.url, '/api/v1/payments')
    expect(answer.body.toString()).toBe(`1.1 127.0.0.1:${gateway.port}`)
  }
  expect(proxy.upstream.connections()).toEqual({ active: 0, idle: 1 })
})

test('an answer may take longer than connecting may', async () => {
  trustCertificate()
  const gateway = await startSecureUpstream(400)
  const proxy = await startProxy(`https://127.0.0.1:${gateway.port}`, { timeoutSeconds: 0.9 })
  expect((await call(proxy.url, '/api/v1/payments')).status).toBe(200)
})

test('a gateway whose certificate nobody vouches for gets no token', async () => {
  const gateway = await startSecureUpstream()
  const proxy = await startProxy(`https://127.0.0.1:${gateway.port}`)
  const answer = await call(proxy.url, '/api/v1/payments')
  expect([answer.status, answer.headers['x-mpc-error']]).toEqual([502, 'upstream_unavailable'])
  expect(gateway.count()).toBe(0)
})

test('a gateway with the certificate of another host gets no token', async () => {
  trustCertificate()
  const gateway = await startSecureUpstream()
  const proxy = await startProxy(`https://localhost:${gateway.port}`)
  expect((await call(proxy.url, '/api/v1/payments')).status).toBe(502)
  expect(gateway.count()).toBe(0)
})
