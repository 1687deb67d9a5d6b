import { connect, type Socket } from 'node:net'

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../../support/bff-process.ts'
import { randomKey } from '../../support/bff.ts'
import { createBrowser } from '../../support/browser.ts'

/** A bff in a process of its own, with a merchant connected, for clients that speak HTTP badly. */
export interface Server {
  readonly bff: BffProcess
  readonly sandbox: Sandbox
  readonly host: string
  readonly port: number
  /** The session cookie of the connected merchant. */
  readonly cookie: string
  readonly close: () => Promise<void>
}

export async function startServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const port = await freePort('localhost')
  const host = `localhost:${port}`
  const url = `http://${host}`
  const sandbox = await startSandbox({ client: { redirectUris: [`${url}/auth/callback`] } })
  const bff = spawnBff({
    ...sandbox.settings,
    PUBLIC_URL: url,
    HOST: 'localhost',
    PORT: String(port),
    SESSION_KEYS: `1:${randomKey()}`,
    ...settings,
  })
  await askUntil(`${url}/healthz`, ({ ok }) => ok)
  const browser = createBrowser(url, 'mette@example.dk')
  await browser.connect()
  sandbox.control.clearRequests()
  return {
    bff,
    sandbox,
    host,
    port,
    cookie: browser.jar.header() ?? '',
    async close() {
      await Promise.all([bff.kill(), sandbox.close()])
    },
  }
}

/** Opens a connection that ends with the test run at the latest; its errors end nothing. */
export function open({ port }: Pick<Server, 'port'>): Socket {
  const socket = connect(port, 'localhost')
  socket.on('error', () => {})
  return socket
}

/**
 * Sends bytes as they are and gives everything that comes back, until the other side ends the
 * connection or nothing has come for `quietMilliseconds`.
 */
export function exchange(
  server: Pick<Server, 'port'>,
  bytes: string,
  quietMilliseconds = 400,
): Promise<string> {
  return new Promise((resolve) => {
    const socket = open(server)
    let answer = ''
    socket.setTimeout(quietMilliseconds, () => socket.destroy())
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text
    })
    socket.once('close', () => resolve(answer))
    socket.write(bytes, 'latin1')
  })
}

/** The status of each answer in what came back. */
export function statuses(answer: string): readonly number[] {
  return [...answer.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status))
}
