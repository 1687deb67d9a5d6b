import { createFrame, createTab, type Frame, type Tab } from '../../support/frame.ts'
import { type Stack, startStack } from '../../support/stack.ts'

/** Three integrators: two that may all, and one that may little. */
export const clients = {
  acme: { name: 'Acme Booking', origins: ['https://portal.acme.example'] },
  other: { name: 'Other', origins: ['https://other.example', 'https://shop.other.example:8443'] },
  narrow: {
    name: 'Narrow',
    origins: ['https://narrow.example'],
    scopes: ['subscriptions', 'webhooks'],
    vats: ['DK12345678'],
  },
}

export interface EmbedStack extends Stack {
  readonly frame: (
    client?: string,
    options?: Omit<Parameters<typeof createFrame>[0], 'url' | 'client'>,
  ) => Frame
  /** The top level of a browser: where the login runs. */
  readonly tab: (email?: string) => Tab
}

export async function startEmbedStack(
  options: Parameters<typeof startStack>[0] = {},
): Promise<EmbedStack> {
  const stack = await startStack({
    ...options,
    settings: { EMBED_CLIENTS: JSON.stringify(clients), ...options.settings },
  })
  const { url } = stack.bff
  return {
    ...stack,
    frame: (client = 'acme', more = {}) => createFrame({ ...more, url, client }),
    tab: (email = 'mette@example.dk') => createTab(url, email),
  }
}
