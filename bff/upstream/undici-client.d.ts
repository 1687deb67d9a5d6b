/** What undici's own entry exports as `Client`, without the three quarters of it that we never run. */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici'
}

/** What undici's own entry exports as `buildConnector`, whose type does not tell of the socket. */
declare module 'undici/lib/core/connect.js' {
  import type { Socket } from 'node:net'

  import type { buildConnector } from 'undici'

  export default function createConnector(
    options: buildConnector.BuildOptions,
  ): (options: buildConnector.Options, callback: buildConnector.Callback) => Socket
}
