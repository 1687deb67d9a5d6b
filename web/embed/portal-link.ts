import {
  embedMessages,
  type EmbedOptions,
  embedVersion,
  type FrameMessage,
  isVersioned,
  type PortalMessage,
  readFrameMessage,
} from '#shared/embed.ts'

/** The portal's end of the line to a framed console. */
export interface PortalLink {
  /** Said now, or as soon as the frame listens. */
  readonly send: (message: PortalMessage) => void
  readonly close: () => void
}

interface PortalLinkEvents {
  /** The frame listens, anew after each load. Answers with what it should know first. */
  readonly onReady: () => EmbedOptions
  readonly onMessage: (message: FrameMessage) => void
  /** The frame has loaded something that is not the console, or not for this portal. */
  readonly onSilence: () => void
}

// A slow machine needs some seconds to run the console's scripts after they have loaded.
const silenceMilliseconds = 10_000

/** Listens to `frame`, believing only what comes from that very window and from `origin`. */
export function linkFrame(
  frame: HTMLIFrameElement,
  origin: string,
  { onReady, onMessage, onSilence }: PortalLinkEvents,
): PortalLink {
  let port: MessagePort | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  const unsaid: PortalMessage[] = []

  function send(message: PortalMessage): void {
    if (port !== undefined) port.postMessage({ v: embedVersion, ...message })
    // The rest is part of what a frame is told first, or of no use to one that has just loaded.
    else if (message.type === 'logout') unsaid.push(message)
  }

  function hear(event: MessageEvent<unknown>): void {
    const { contentWindow } = frame
    if (event.origin !== origin || contentWindow === null || event.source !== contentWindow) return
    if (!isVersioned(event.data) || event.data.type !== embedMessages.ready) return
    // A frame that was reloaded starts again.
    port?.close()
    const channel = new MessageChannel()
    port = channel.port1
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = readFrameMessage(data)
      if (message !== undefined) onMessage(message)
    })
    port.start()
    const init = { v: embedVersion, type: embedMessages.init, options: onReady() }
    contentWindow.postMessage(init, origin, [channel.port2])
    for (const message of unsaid.splice(0)) send(message)
  }

  function expect(): void {
    clearTimeout(silence)
    silence = setTimeout(() => {
      if (port === undefined) onSilence()
    }, silenceMilliseconds)
  }

  addEventListener('message', hear)
  frame.addEventListener('load', expect)
  return {
    send,
    close() {
      removeEventListener('message', hear)
      frame.removeEventListener('load', expect)
      clearTimeout(silence)
      port?.close()
    },
  }
}
