import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts'
import { type Bff, startBff } from './bff.ts'
import { type Browser, createBrowser } from './browser.ts'

export interface Stack {
  readonly sandbox: Sandbox
  readonly bff: Bff
  /** A browser with an empty cookie jar. */
  readonly browser: (email?: string) => Browser
  readonly close: () => Promise<void>
}

interface StackOptions {
  readonly sandbox?: SandboxOptions
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts the stand-in and a bff that is registered with it. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  let sandbox: Sandbox | undefined
  const bff = await startBff(async (publicUrl) => {
    sandbox = await startSandbox({
      ...options.sandbox,
      client: {
        redirectUris: [`${publicUrl}/auth/callback`],
        postLogoutRedirectUris: [`${publicUrl}/connect`],
        ...options.sandbox?.client,
      },
    })
    return { ...sandbox.settings, ...options.settings }
  })
  if (sandbox === undefined) throw new Error('the stand-in did not start')
  const started = sandbox
  return {
    sandbox: started,
    bff,
    browser: (email = 'mette@example.dk') => createBrowser(bff.url, email),
    async close() {
      await Promise.all([bff.close(), started.close()])
    },
  }
}
