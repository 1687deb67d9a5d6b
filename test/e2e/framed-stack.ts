import { type Portal, startPortal } from '../portal/portal.ts'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { type Bff, startBff } from '../support/bff.ts'

export interface FramedStack {
  readonly sandbox: Sandbox
  readonly bff: Bff
  /** The demo portal, on another site than the bff. */
  readonly portal: Portal
  readonly close: () => Promise<void>
}

/** Starts the stand-in, a bff and a portal that frames its console. */
export async function startFramedStack(
  client: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<FramedStack> {
  const started: { sandbox?: Sandbox; portal?: Portal } = {}
  const bff = await startBff(async (publicUrl) => {
    const portal = await startPortal({ port: 0, connectUrl: publicUrl, clientKey: 'demo' })
    const sandbox = await startSandbox({
      client: { redirectUris: [`${publicUrl}/auth/callback`] },
    })
    Object.assign(started, { sandbox, portal })
    const clients = { demo: { name: 'Fjordbook', origins: [portal.url], ...client } }
    return { ...sandbox.settings, EMBED_CLIENTS: JSON.stringify(clients), ...more }
  })
  const { sandbox, portal } = started
  if (!sandbox || !portal) throw new Error('the stand-in or the portal did not start')
  return {
    sandbox,
    bff,
    portal,
    async close() {
      await Promise.all([bff.close(), sandbox.close(), portal.close()])
    },
  }
}
