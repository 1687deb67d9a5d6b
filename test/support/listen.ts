import { once } from 'node:events'
import type { Server } from 'node:net'

/** Listens on a free port of a loopback name and says which. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not a TCP server')
  return address.port
}
