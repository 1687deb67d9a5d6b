import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'

import { getRequestListener } from '@hono/node-server'

import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { createDeps } from './deps.ts'
import { createLog } from './log.ts'

/** Exit code of a process whose settings cannot be used (sysexits.h, EX_CONFIG). */
const configExitCode = 78
/** How long a balancer has to read from `/readyz` that it should look elsewhere. */
const noticeMilliseconds = 2_000
/** How long answers under way may take after that. */
const drainMilliseconds = 20_000

function readConfigOrExit() {
  try {
    return readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\nEvery setting is described in .env.example.\n`)
    return process.exit(configExitCode)
  }
}

const config = readConfigOrExit()
const log = createLog(config.logLevel)
const deps = createDeps(config, log)
const draining = new AbortController()
const app = createApp(deps, { draining: draining.signal })

const server = createServer(
  // Slower clients than this are not merchants; longer than a proxy's own keep-alive, so that no
  // proxy sends into a connection that we are closing.
  {
    keepAliveTimeout: 75_000,
    headersTimeout: 20_000,
    requestTimeout: 120_000,
    maxHeaderSize: 32_768,
  },
  // The listener answers through hono's own error handler; it never rejects.
  (incoming, outgoing) => void listener(incoming, outgoing),
)
const listener = getRequestListener(app.fetch)

server.listen(config.port, config.host, () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  log.info({ host: config.host, port, publicUrl: config.publicUrl }, 'listening')
})
const metricsServer =
  config.metricsPort === null
    ? undefined
    : createServer((_incoming, outgoing) => void writeMetrics(outgoing)).listen(
        config.metricsPort,
        config.host,
      )
server.on('error', (error) => {
  log.error({ error }, 'cannot listen')
  process.exitCode = 1
})

async function writeMetrics(outgoing: ServerResponse): Promise<void> {
  const { type, body } = await deps.metrics.text()
  outgoing.writeHead(200, { 'Content-Type': type }).end(body)
}

function drain(signal: string): void {
  if (draining.signal.aborted) return
  draining.abort()
  log.info({ signal }, 'draining')
  setTimeout(close, noticeMilliseconds)
}

function close(): void {
  // `close` ends the connections that are idle now; those still busy become idle later, and a
  // browser would keep them for as long as it may.
  const closing = setInterval(() => server.closeIdleConnections(), 100)
  server.close(() => {
    clearInterval(closing)
    deps.upstream.close()
    void deps.store.close()
    metricsServer?.close()
  })
  setTimeout(() => server.closeAllConnections(), drainMilliseconds).unref()
}
process.on('SIGTERM', drain)
process.on('SIGINT', drain)
