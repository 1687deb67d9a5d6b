import {
  embedMessages,
  type EmbedOptions,
  embedVersion,
  type FrameMessage,
  isVersioned,
  readOptions,
  readPortalMessage,
} from '#shared/embed.ts'
import type { Product } from '#shared/scopes.ts'

import { readFrameMeta } from './frame-meta.ts'
import { reportHeight } from './report-height.ts'
import { warnOfSandbox } from './sandbox.ts'

interface FrameEvents {
  /**
   * The portal's wishes: all of them each time, `view` only at first (then `onNavigate` is called).
   * May never come, in an iframe that a portal wrote itself without the script.
   */
  readonly onOptions: (options: EmbedOptions) => void
  readonly onNavigate: (path: string) => void
  readonly onRefresh: () => void
  readonly onLogout: () => void
}

/** The console's end of the line to the portal that frames it. */
export interface Frame {
  /** Goes into `X-MPC-Client`. */
  readonly client: string
  readonly portalName: string
  readonly scopes: readonly Product[]
  /** The only merchants that may connect here; null: any. */
  readonly vats: readonly string[] | null
  /** Said now, or (the last of each type) as soon as the portal listens. */
  readonly post: (message: FrameMessage) => void
}

/** Connects a framed console to its portal; undefined where the console has a tab of its own. */
export function connectFrame(events: FrameEvents): Frame | undefined {
  const meta = readFrameMeta()
  if (meta === undefined || parent === window) return undefined
  const { client, name, origins, scopes, vats } = meta
  let port: MessagePort | undefined
  let stopReporting: (() => void) | undefined
  const unsaid = new Map<FrameMessage['type'], FrameMessage>()

  function post(message: FrameMessage): void {
    if (port !== undefined) return port.postMessage({ v: embedVersion, ...message })
    unsaid.set(message.type, message)
    // Nobody else would say so: this portal wrote its iframe itself.
    if (message.type === 'error' && message.code === 'popup_blocked') warnOfSandbox(message.message)
  }

  function takeOptions(options: EmbedOptions): void {
    if (options.autoHeight === true) {
      stopReporting ??= reportHeight((height) => post({ type: 'resize', height }))
    } else {
      stopReporting?.()
      stopReporting = undefined
    }
    events.onOptions(options)
  }

  function hearPortal({ data }: MessageEvent<unknown>): void {
    const message = readPortalMessage(data)
    switch (message?.type) {
      case 'options': {
        const { view: _, ...options } = message.options
        takeOptions(options)
        break
      }
      case 'navigate':
        events.onNavigate(message.path)
        break
      case 'refresh':
        events.onRefresh()
        break
      case 'logout':
        events.onLogout()
        break
      case undefined:
    }
  }

  addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data, origin, ports, source } = event
    if (source !== parent || !origins.includes(origin)) return
    if (!isVersioned(data) || data.type !== embedMessages.init || ports[0] === undefined) return
    port?.close()
    port = ports[0]
    port.addEventListener('message', hearPortal)
    port.start()
    // A portal that says hello again has to be told the height again.
    stopReporting?.()
    stopReporting = undefined
    takeOptions(readOptions(data['options']))
    for (const message of unsaid.values()) post(message)
    unsaid.clear()
  })

  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) announce()
  })
  if (window.origin === 'null') warnOfSandbox('The console cannot reach its server from here')
  announce()
  return { client, portalName: name, scopes, vats, post }
}

// Without data, so it may go to whoever frames us; `frame-ancestors` has let in no one else.
function announce(): void {
  parent.postMessage({ v: embedVersion, type: embedMessages.ready }, '*')
}
