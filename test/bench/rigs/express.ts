import { Agent } from 'node:http'

import express from 'express'
import { auth } from 'express-openid-connect'
import { createProxyMiddleware } from 'http-proxy-middleware'

import { client, issuer, port, publicUrl, secret, upstream } from './settings.ts'

// As the three READMEs say: sessions in an encrypted cookie, logins required, the token attached.
const app = express()
app.use(
  auth({
    issuerBaseURL: issuer,
    baseURL: publicUrl,
    clientID: client.id,
    clientSecret: client.secret,
    secret,
    authRequired: true,
    authorizationParams: { response_type: 'code', scope: 'openid offline_access' },
  }),
)
app.use(
  '/api',
  createProxyMiddleware<express.Request, express.Response>({
    target: upstream.origin,
    changeOrigin: true,
    agent: new Agent({ keepAlive: true }),
    on: {
      proxyReq(sent, incoming) {
        sent.removeHeader('cookie')
        sent.setHeader('authorization', `Bearer ${incoming.oidc.accessToken?.access_token ?? ''}`)
      },
    },
  }),
)
app.listen(port, '127.0.0.1')
