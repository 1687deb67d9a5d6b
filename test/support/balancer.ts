import { connect, createServer, type Socket } from 'node:net'

import { listen } from './listen.ts'

/** One address in front of several processes: connections go to them in turn. */
export interface Balancer {
  /** What the processes behind it must have as PUBLIC_URL. */
  readonly url: string
  /** Ports on 127.0.0.1 that new connections go to from now on. */
  readonly setTargets: (ports: readonly number[]) => void
  readonly close: () => Promise<void>
}

/** Starts a balancer without targets. It looks into nothing; who is not there is left out. */
export async function startBalancer(): Promise<Balancer> {
  let targets: readonly number[] = []
  let turn = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    sockets.add(client)
    client.once('close', () => sockets.delete(client))
    client.on('error', () => client.destroy())
    turn += 1
    const order = targets.map((_, index) => targets[(turn + index) % targets.length] ?? 0)
    join(client, order)
  })
  const port = await listen(server, 'localhost')

  return {
    url: `http://localhost:${port}`,
    setTargets(ports) {
      targets = ports
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function join(client: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) {
    client.destroy()
    return
  }
  const target = connect(port, '127.0.0.1')
  target.once('connect', () => {
    client.pipe(target)
    target.pipe(client)
    client.once('close', () => target.destroy())
    target.once('close', () => client.destroy())
  })
  target.once('error', () => {
    if (target.connecting || target.bytesRead + target.bytesWritten === 0) join(client, others)
    else client.destroy()
  })
}
