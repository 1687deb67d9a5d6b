import * as z from 'zod/mini'

const news = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected'), vat: z.string(), connectedAt: z.string() }),
  z.object({ type: z.literal('disconnected') }),
])

const envelope = z.object({ data: news })

/** What pages of one browser that share a cookie tell each other. */
export type News = z.infer<typeof news>

// Frames share another cookie than tabs do, even where a portal of our own site lets them hear us.
let name = 'mobilepay-connect'

/** Makes this page one of those that share the cookie of frames of `client`. */
export function joinFrames(client: string): void {
  name = `mobilepay-connect/${client}`
}

// One for the whole page: a page hears every channel but the one it speaks on. Null: not allowed.
let ours: InstanceType<typeof BroadcastChannel> | null | undefined

function channelOf() {
  if (ours === undefined) {
    try {
      ours = new BroadcastChannel(name)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      ours = null
    }
  }
  return ours
}

/** Tells the others. */
export function announce(message: News): void {
  channelOf()?.postMessage(message)
}

/** Hears the others until the returned function is called. */
export function listen(hear: (message: News) => void): () => void {
  const channel = channelOf()
  const onMessage = (event: object) => {
    const parsed = z.safeParse(envelope, event)
    if (parsed.success) hear(parsed.data.data)
  }
  channel?.addEventListener('message', onMessage)
  return () => channel?.removeEventListener('message', onMessage)
}
