import proxy from '@fastify/http-proxy'
import secureSession from '@fastify/secure-session'
import fastify from 'fastify'

import { port, secret, upstream } from './settings.ts'

declare module '@fastify/secure-session' {
  interface SessionData {
    tokens: { readonly access_token: string }
  }
}

// It brings no login, so the token answer is handed to it; from there on as its README says.
const app = fastify()
await app.register(secureSession, {
  key: Buffer.from(secret).subarray(0, 32),
  cookie: { path: '/', httpOnly: true },
})
app.post<{ Body: { access_token: string } }>('/login', (request, reply) => {
  request.session.set('tokens', request.body)
  return reply.code(204).send()
})
await app.register(proxy, {
  upstream: upstream.origin,
  prefix: '/api',
  preHandler(request, reply, done) {
    if (request.session.get('tokens') === undefined) void reply.code(401).send()
    else done()
  },
  replyOptions: {
    rewriteRequestHeaders: (request, headers) => ({
      ...headers,
      cookie: undefined,
      authorization: `Bearer ${request.session.get('tokens')?.access_token ?? ''}`,
    }),
  },
})
await app.listen({ port, host: '127.0.0.1' })
