import * as z from 'zod/mini'

const news = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected'), vat: z.string(), connectedAt: z.string() }),
  z.object({ type: z.literal('disconnected') }),
])

const envelope = z.object({ data: news })

/** What tabs of one browser, which share one cookie, tell each other. */
export type News = z.infer<typeof news>

// One for the whole tab: a tab hears every channel but the one it speaks on.
let ours: InstanceType<typeof BroadcastChannel> | undefined
const channelOf = () => (ours ??= new BroadcastChannel('mobilepay-connect'))

/** Tells the other tabs. */
export function announce(message: News): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is same-origin
  channelOf().postMessage(message)
}

/** Hears the other tabs until the returned function is called. */
export function listen(hear: (message: News) => void): () => void {
  const channel = channelOf()
  const onMessage = (event: object) => {
    const parsed = z.safeParse(envelope, event)
    if (parsed.success) hear(parsed.data.data)
  }
  channel.addEventListener('message', onMessage)
  return () => channel.removeEventListener('message', onMessage)
}
