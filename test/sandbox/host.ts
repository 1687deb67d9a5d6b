import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import type { FaultSource } from './faults.ts'
import { interceptAnswer, sendRaw, sendReply } from './faults/reply.ts'
import type { Recorder } from './requests.ts'
import { classify, type HostName } from './routes.ts'

/** One of the two servers of the stand-in. */
export interface Host {
  readonly url: string
  /** Begins to answer. */
  readonly serve: (listener: Listener) => void
  /** Stops at once, whatever is still open. */
  readonly close: () => Promise<void>
}

type Listener = (path: string, request: IncomingMessage, response: ServerResponse) => void

/** Binds an address. A port that is taken rejects with the system's error. */
export async function openHost(
  name: HostName,
  address: { readonly host: string; readonly port: number },
  { faults, recorder }: { readonly faults: FaultSource; readonly recorder: Recorder },
): Promise<Host> {
  const server = createServer()
  await listen(server, address)
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('not listening on a port')

  return {
    url: `http://${address.host}:${bound.port}`,
    serve: (listener) => {
      server.on('request', (request, response) => {
        recorder.record(name, request, response)
        const [path = '/'] = (request.url ?? '/').split('?', 1)
        const route = classify(name, path)
        const fault = route && faults.take(route)
        if (!fault) return listener(path, request, response)
        switch (fault.kind) {
          case 'delay':
            return void sleep(fault.milliseconds).then(() => listener(path, request, response))
          case 'reset':
            return request.socket.resetAndDestroy()
          case 'lose':
            loseAnswer(response)
            return listener(path, request, response)
          case 'respond':
            response.writeHead(fault.status, { 'content-type': fault.contentType })
            return response.end(fault.body)
          case 'reply':
            return sendReply(response, fault.reply)
          case 'rewrite':
            interceptAnswer(response, (answer) => sendReply(response, fault.rewrite(answer)))
            return listener(path, request, response)
          case 'raw':
            return sendRaw(request, fault.bytes)
          default:
            return fault satisfies never
        }
      })
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Lets everything happen that a request leads to, and breaks the connection instead of answering. */
function loseAnswer(response: ServerResponse) {
  const { socket } = response
  response.write = () => true
  response.end = () => {
    socket?.resetAndDestroy()
    return response
  }
}
