import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { flushCompileCache } from 'node:module'

import { ConfigError, readConfig } from './config.ts'
import { createDeps } from './deps.ts'
import { prepareDrain } from './drain.ts'
import { createListener } from './listener.ts'
import { createLog } from './log.ts'
import { isConsoleBuilt } from './routes/built-files.ts'
import { createHttpServer } from './server.ts'

/** Exit code of a process whose settings cannot be used (sysexits.h, EX_CONFIG). */
const configExitCode = 78
/** When the first requests are over, and all code that they need is compiled. */
const warmMilliseconds = 10_000

/**
 * Runs the server until a signal ends it: settings, parts, listening, draining.
 *
 * @param env - the process's environment, the only place where settings come from.
 */
export async function run(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfigOrExit(env)
  const log = createLog(config.logLevel)
  // The API is there all the same (decision 31).
  if (!isConsoleBuilt()) log.warn({}, 'the console is not built, its pages answer 503: pnpm build')
  // OpenTelemetry is not even read where nobody asks for traces.
  const tracing =
    config.traceRatio === null
      ? undefined
      : (await import('./tracing.ts')).startTracing(config.traceRatio, log)
  const untraced = await createDeps(config, log)
  const deps = tracing?.tracedDeps(untraced) ?? untraced
  const draining = new AbortController()
  const listener = createListener(deps, { draining: draining.signal })
  const server = createHttpServer(
    tracing?.tracedListener(listener) ?? listener,
    config.upstreamTimeoutSeconds,
  )
  server.on('error', (error) => {
    log.error({ error }, 'cannot listen')
    process.exitCode = 1
  })
  server.listen(config.port, config.host, () => {
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : config.port
    log.info({ host: config.host, port, publicUrl: config.publicUrl }, 'listening')
    setTimeout(flushCompileCache, warmMilliseconds).unref()
  })

  const writeMetrics = async (outgoing: ServerResponse) => {
    const { type, body } = await deps.metrics.text()
    outgoing.writeHead(200, { 'Content-Type': type }).end(body)
  }
  const metricsServer =
    config.metricsPort === null
      ? undefined
      : createServer((_incoming, outgoing) => void writeMetrics(outgoing)).listen(
          config.metricsPort,
          config.host,
        )

  const endServer = prepareDrain(server, () => {
    deps.upstream.close()
    void deps.store.close()
    metricsServer?.close()
    void tracing?.close()
  })
  const drain = (signal: string) => {
    if (draining.signal.aborted) return
    draining.abort()
    log.info({ signal }, 'draining')
    endServer()
  }
  process.on('SIGTERM', drain)
  process.on('SIGINT', drain)
}

function readConfigOrExit(env: NodeJS.ProcessEnv) {
  try {
    return readConfig(env, (path) => readFileSync(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\nEvery setting is described in .env.example.\n`)
    return process.exit(configExitCode)
  }
}
