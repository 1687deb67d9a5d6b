import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

import { port } from './settings.ts'

// Stands for MobilePay's APIs: fixed bodies, as cheap as can be, and a look at what arrives.
const row = JSON.stringify({
  paymentId: '186d2b31-ff25-4414-9fd1-bfe9807fa8b7',
  amount: 299.95,
  currencyCode: 'DKK',
  timestamp: '2026-11-24T10:15:00Z',
  type: 'Payment',
  message: 'Invoice 4711',
})
const large = Buffer.from(`{"transactions":[${Array.from({ length: 1200 }, () => row).join()}]}`)
const small = Buffer.from(`{"merchants":[${Array.from({ length: 12 }, () => row).join()}]}`)
const bodies = { small: [small, gzipSync(small)], large: [large, gzipSync(large)] } as const
const seen = { bearers: new Set<string>(), cookies: 0 }

createServer({ keepAliveTimeout: 600_000 }, (incoming, outgoing) => {
  const { url = '', headers } = incoming
  if (url === '/seen') {
    outgoing.end(JSON.stringify({ bearers: [...seen.bearers], cookies: seen.cookies }))
    seen.bearers.clear()
    seen.cookies = 0
    return
  }
  if (headers.authorization !== undefined) seen.bearers.add(headers.authorization)
  if (headers.cookie !== undefined) seen.cookies += 1
  const [plain, gzipped] = url.includes('reporting') ? bodies.large : bodies.small
  const isGzipped = headers['accept-encoding']?.includes('gzip') === true
  const body = isGzipped ? gzipped : plain
  outgoing.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    ...(isGzipped ? { 'Content-Encoding': 'gzip' } : {}),
  })
  outgoing.end(body)
}).listen(port, '127.0.0.1')
