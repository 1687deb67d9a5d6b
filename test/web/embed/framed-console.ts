import { sessionSchema } from '#shared/api.ts'

import { createFrameFetch, type FrameFetch } from '../../../web/embed/frame-fetch.ts'
import type { Login, StartForm } from '../../../web/embed/login-state.ts'
import { createLogin, type FrameLogin } from '../../../web/embed/login.ts'
import type { Browser } from '../../support/browser.ts'
import { createCookieJar } from '../../support/cookie-jar.ts'
import { readForms } from '../../support/html-forms.ts'
import type { Stack } from '../../support/stack.ts'

/** A frame without a screen: its login, its cookies, and what it heard. */
export interface FramedConsole {
  readonly login: FrameLogin
  readonly fetch: FrameFetch
  readonly states: readonly Login[]
  readonly messages: EventTarget
  /** Resolves with the first state of that phase from now on, the present one included. */
  readonly reach: <P extends Login['phase']>(phase: P) => Promise<Extract<Login, { phase: P }>>
  /** The form of the present state, once there is one. */
  readonly form: () => Promise<StartForm>
  /** Presses Connect; false: the submit was prevented. */
  readonly press: () => boolean
  readonly isConnected: () => Promise<boolean>
}

export interface FramedConsoleOptions {
  readonly jar?: ReturnType<typeof createCookieJar>
  readonly keepsCookies?: boolean
  readonly times?: Parameters<typeof createLogin>[0]['times']
  /** Stands between the frame and the network. */
  readonly meddle?: (path: string) => void
}

export const client = 'fjordbook'

/** Opens a frame of `client` in a browser's partition of its own. */
export function openFrame({ bff }: Stack, options: FramedConsoleOptions = {}): FramedConsole {
  const { jar = createCookieJar(), keepsCookies = true, meddle, times = {} } = options
  const states: Login[] = [{ phase: 'idle' }]
  const messages = new EventTarget()
  const changed = new EventTarget()

  const fetchFrame = createFrameFetch(client, async (path, init = {}) => {
    meddle?.(path)
    const headers = new Headers(init.headers)
    const cookie = jar.header()
    if (cookie !== undefined) headers.set('cookie', cookie)
    headers.set('sec-fetch-site', 'same-origin')
    const response = await fetch(bff.url + path, { ...init, headers })
    if (keepsCookies) jar.accept(response.headers.getSetCookie())
    return response
  })
  const login = createLogin({
    fetch: fetchFrame,
    messages,
    origin: bff.url,
    times,
    onChange(state) {
      states.push(state)
      changed.dispatchEvent(new Event('change'))
    },
  })
  const present = () => states.at(-1) ?? { phase: 'idle' }

  function until<T>(read: (state: Login) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = read(present())
        if (found === undefined) return
        clearTimeout(timer)
        changed.removeEventListener('change', look)
        resolve(found)
      }
      const timer = setTimeout(() => {
        changed.removeEventListener('change', look)
        reject(new Error(`it went ${states.map(({ phase }) => phase).join(', ')}`))
      }, 4000)
      changed.addEventListener('change', look)
      look()
    })
  }

  return {
    login,
    fetch: fetchFrame,
    states,
    messages,
    reach: (phase) => until((state) => (isPhase(state, phase) ? state : undefined)),
    form: () => until((state) => ('form' in state ? state.form : undefined)),
    press() {
      let isPrevented = false
      login.submit({
        preventDefault() {
          isPrevented = true
        },
      })
      return !isPrevented
    },
    async isConnected() {
      const response = await fetchFrame('/auth/session')
      return sessionSchema.parse(await response.json()).connected
    },
  }
}

function isPhase<P extends Login['phase']>(
  state: Login,
  phase: P,
): state is Extract<Login, { phase: P }> {
  return state.phase === phase
}

/** A tab that the start form opened: at MobilePay, not yet back. */
export interface LoginTab {
  /** Answers there and comes back to the hand-over page, and reads what that hands over. */
  readonly finish: (options?: {
    readonly deny?: boolean
  }) => Promise<{ readonly hid: string; readonly ticket: string }>
}

/** What the browser does with the start form: posts it into a tab of its own jar. */
export async function openLoginTab(
  { bff }: Stack,
  tab: Browser,
  { h }: StartForm,
): Promise<LoginTab> {
  const started = await tab.fetch('/auth/login', {
    method: 'POST',
    headers: { origin: bff.url, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ h }),
  })
  const page = await started.text()
  const url = /id="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  if (started.status !== 200 || url === undefined) {
    throw new Error(`the start answered ${started.status}`)
  }
  return {
    async finish({ deny = false } = {}) {
      const outcome = await tab.portalUser.authorize(url, { deny })
      if (outcome.kind === 'error') throw new Error(outcome.text)
      const handOver = await tab.land(outcome)
      const html = await handOver.text()
      const [, hid, ticket] = /data-hid="([^"]+)" data-ticket="([^"]+)"/.exec(html) ?? []
      if (hid === undefined || ticket === undefined) {
        throw new Error(
          `no hand-over but ${handOver.status} with ${readForms(html, bff.url).length} forms`,
        )
      }
      return { hid, ticket }
    },
  }
}
