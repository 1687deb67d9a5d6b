import { afterAll, afterEach, beforeAll, expect } from 'vitest'

import { type Stack, startStack } from '../../support/stack.ts'
import {
  client,
  type FramedConsole,
  type FramedConsoleOptions,
  type LoginTab,
  openFrame,
  openLoginTab,
} from './framed-console.ts'

export const vat = 'DK12345678'
export const request = { vat, scopes: ['invoice'], locale: 'da' } as const

const embedClients = JSON.stringify({
  [client]: {
    name: 'Fjordbook',
    origins: ['http://127.0.0.1:5174'],
    scopes: ['invoice', 'webhooks'],
    vats: [vat, 'DK87654321'],
  },
})

/** The stand-in and a bff that knows the test's portal. */
export const startEmbedStack = (settings: Readonly<Record<string, string>> = {}) =>
  startStack({ settings: { EMBED_CLIENTS: embedClients, ...settings } })

interface StartedFrame {
  readonly console: FramedConsole
  readonly tab: LoginTab
  readonly form: { readonly h: string; readonly target: string }
}

interface LoginStage {
  readonly stack: () => Stack
  readonly frame: (options?: FramedConsoleOptions, of?: Stack) => FramedConsole
  /** A frame whose Connect was pressed, with the tab that opened. */
  readonly startedFrame: (options?: FramedConsoleOptions, of?: Stack) => Promise<StartedFrame>
  /** Lets the browser post the form into a new tab. */
  readonly openTab: (form: StartedFrame['form']) => Promise<LoginTab>
  /** Posts to the frame's window, from `origin` or our own. */
  readonly post: (to: FramedConsole, data: unknown, origin?: string) => void
  /** What was said back to whoever posted. */
  readonly answers: readonly (readonly unknown[])[]
  /** How many codes the stand-in was asked to exchange so far. */
  readonly codeGrants: () => number
}

/** Sets up a bff for the tests of a file, and ends their frames after each. */
export function setUpLogins(): LoginStage {
  let stack: Stack
  const frames: FramedConsole[] = []
  const answers: (readonly unknown[])[] = []
  /** A window, as far as it is asked for. */
  const poster = { postMessage: (...said: readonly unknown[]) => answers.push(said) }

  beforeAll(async () => {
    stack = await startEmbedStack()
  })
  afterAll(() => stack.close())
  afterEach(() => {
    for (const { login } of frames.splice(0)) login.stop()
    answers.splice(0)
  })

  function frame(options?: FramedConsoleOptions, of = stack): FramedConsole {
    const opened = openFrame(of, options)
    frames.push(opened)
    return opened
  }

  return {
    stack: () => stack,
    frame,
    async startedFrame(options, of = stack) {
      const console = frame(options, of)
      console.login.prepare(request)
      const form = await console.form()
      expect(console.press()).toBe(true)
      const tab = await openLoginTab(of, of.browser(), form)
      return { console, tab, form }
    },
    openTab: (form) => openLoginTab(stack, stack.browser(), form),
    post(to, data, origin = stack.bff.url) {
      const event = new MessageEvent('message', { data, origin })
      Object.defineProperty(event, 'source', { value: poster })
      to.messages.dispatchEvent(event)
    },
    answers,
    codeGrants: () =>
      stack.sandbox.control
        .requests()
        .filter(({ path, body }) => path.endsWith('/token') && body?.includes('authorization_code'))
        .length,
  }
}

/** The first login that the frame's session answer calls pending. */
export async function pendingOf(console: FramedConsole): Promise<string> {
  const session: unknown = await (await console.fetch('/auth/session')).json()
  if (typeof session !== 'object' || session === null || !('pending' in session)) return ''
  return Array.isArray(session.pending) ? String(session.pending[0]) : ''
}
