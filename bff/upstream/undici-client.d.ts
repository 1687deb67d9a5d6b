/** What undici's own entry exports as `Client`, without the three quarters of it that we never run. */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici'
}
