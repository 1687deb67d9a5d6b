import { expect } from 'vitest'
import type * as z from 'zod/mini'

import {
  type HandleAnswer,
  handleSchema,
  type RedeemAnswer,
  redeemSchema,
  type Session,
  sessionSchema,
  waitSchema,
} from '#shared/api.ts'

import { type Browser, createBrowser } from './browser.ts'
import { type CookieJar, createCookieJar } from './cookie-jar.ts'
import { readText } from './html-forms.ts'

/** What a frame wants a login for; where left out, everything of the first merchant. */
export interface Wish {
  readonly vat?: string
  readonly scopes?: readonly string[]
  readonly locale?: string
}

interface FrameOptions {
  /** Address of the bff. */
  readonly url: string
  readonly client?: string
  /** A browser that keeps no cookie in a frame: the page's memory holds what cookies would. */
  readonly cookieless?: boolean
  readonly jar?: CookieJar
  /** Goes with every call. */
  readonly headers?: Readonly<Record<string, string>>
  readonly watch?: (path: string, response: Response) => Promise<void>
}

/** A console in a portal's iframe, over HTTP: the cookies of its partition, and its headers. */
export interface Frame {
  readonly client: string
  readonly jar: CookieJar
  /** What a cookieless page holds itself, as the headers that it sends. */
  readonly memory: Map<'x-mpc-handle' | 'x-mpc-session', string>
  /** A call as the framed console makes it. */
  readonly call: (path: string, init?: RequestInit) => Promise<Response>
  readonly post: (path: string, body: unknown) => Promise<Response>
  readonly handle: (wish?: Wish) => Promise<HandleAnswer>
  readonly wait: (hid: string, query?: Readonly<Record<string, string>>) => Promise<Response>
  readonly redeem: (hid: string, ticket: string) => Promise<Response>
}

/** Makes a frame; its partition is empty unless a jar is given. */
export function createFrame(options: FrameOptions): Frame {
  const { url, client = 'acme', cookieless = false, jar = createCookieJar(), watch } = options
  const memory = new Map<'x-mpc-handle' | 'x-mpc-session', string>()

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({
      'x-csrf': '1',
      'x-mpc-client': client,
      'sec-fetch-site': 'same-origin',
      ...options.headers,
      ...Object.fromEntries(memory),
    })
    const cookie = jar.header()
    if (cookie !== undefined) headers.set('cookie', cookie)
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    const response = await fetch(new URL(path, url), { redirect: 'manual', ...init, headers })
    await watch?.(path, response.clone())
    const setCookies = response.headers.getSetCookie()
    for (const setCookie of setCookies) {
      if (!setCookie.endsWith('; SameSite=None; Partitioned')) {
        throw new Error(`a browser drops this in a frame: ${setCookie.replace(/=[^;]*/, '')}`)
      }
    }
    if (!cookieless) jar.accept(setCookies)
    const session = response.headers.get('x-mpc-session')
    if (session !== null) memory.set('x-mpc-session', session)
    return response
  }

  const post = (path: string, body: unknown) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  return {
    client,
    jar,
    memory,
    call,
    post,
    async handle({ vat = 'DK12345678', scopes = everything, locale } = {}) {
      const wish = { vat, scopes, ...(locale === undefined ? {} : { locale }) }
      const response = await post('/auth/handle', cookieless ? { ...wish, cookieless } : wish)
      const text = await response.text()
      if (response.status !== 200) throw new Error(`handle answered ${response.status}: ${text}`)
      const answer = handleSchema.parse(JSON.parse(text))
      if (answer.hk !== undefined) memory.set('x-mpc-handle', answer.hk)
      return answer
    },
    wait: (hid, query = {}) =>
      call(`/auth/wait?${new URLSearchParams({ hid, ...query }).toString()}`),
    redeem: (hid, ticket) => post('/auth/redeem', { hid, ticket }),
  }
}

const everything = [
  'subscriptions',
  'invoice',
  'merchantpayments',
  'transactionreporting',
  'webhooks',
]

/** The top level of a browser, where every login runs. */
export type Tab = Browser & { readonly origin: string }

/** Makes one; arguments as for {@link createBrowser}. */
export function createTab(...[origin, ...more]: Parameters<typeof createBrowser>): Tab {
  return { ...createBrowser(origin, ...more), origin }
}

/** The frame's form, posted into a new tab: `Origin` is the frame's, the cookies are the tab's. */
export function postStart(
  tab: Tab,
  h: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return tab.fetch('/auth/login', {
    method: 'POST',
    headers: { origin: tab.origin, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams({ h }),
  })
}

/** Where the page that a start answers with goes on to. */
export async function readAuthorizationUrl(started: Response): Promise<URL> {
  const page = await started.text()
  const [, href] = /<a class="action" id="next" href="([^"]*)"/.exec(page) ?? []
  if (started.status !== 200 || href === undefined) {
    throw new Error(`start answered ${started.status}: ${readText(page)}`)
  }
  return new URL(readText(href))
}

type Answer = Parameters<Browser['land']>[0]

/** Starts with `h` in a tab and answers at MobilePay's portal; stops before the callback. */
export async function authorizeIn(
  tab: Tab,
  h: string,
  options: { readonly deny?: boolean; readonly allow?: readonly string[] } = {},
): Promise<Answer> {
  return answerAt(tab, await readAuthorizationUrl(await postStart(tab, h)), options)
}

/** Somebody answers an authorization request in this browser, whoever made it. */
export async function answerAt(
  tab: Tab,
  url: URL,
  options: { readonly deny?: boolean; readonly allow?: readonly string[] } = {},
): Promise<Answer> {
  const outcome = await tab.portalUser.authorize(url, options)
  if (outcome.kind === 'error') throw new Error(`the portal refused: ${outcome.text}`)
  return outcome
}

/** What the hand-over page gives to its opener. */
export async function readHandOver(
  response: Response,
): Promise<{ readonly hid: string; readonly ticket: string; readonly page: string }> {
  const page = await response.text()
  const [, hid, ticket] = /data-hid="([^"]*)" data-ticket="([^"]*)"/.exec(page) ?? []
  if (response.status !== 200 || hid === undefined || ticket === undefined) {
    throw new Error(`no hand-over page, but ${response.status}: ${readText(page)}`)
  }
  return { hid, ticket, page }
}

/** A handle, started and answered: what remains is the frame's part. */
export async function answeredLogin(frame: Frame, tab: Tab, wish?: Wish) {
  const { hid, h } = await frame.handle(wish)
  const { ticket } = await readHandOver(await tab.land(await authorizeIn(tab, h)))
  return { hid, h, ticket }
}

/** The whole embedded login; throws unless it ends connected. */
export async function connectFrame(frame: Frame, tab: Tab, wish?: Wish): Promise<void> {
  const { hid, ticket } = await answeredLogin(frame, tab, wish)
  expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
}

export async function readRedeemed(response: Response): Promise<RedeemAnswer> {
  const text = await response.text()
  expect({ status: response.status, text }).toMatchObject({ status: 200 })
  return redeemSchema.parse(JSON.parse(text))
}

/** What `/auth/session` says in this frame, checked against the contract. */
export async function readFramedSession(frame: Frame): Promise<Session> {
  const response = await frame.call('/auth/session')
  expect(response.status).toBe(200)
  return sessionSchema.parse(await response.json())
}

/** What a waiting call was answered with. */
export async function readMail(response: Response): Promise<z.infer<typeof waitSchema>> {
  const text = await response.text()
  expect({ status: response.status, text }).toMatchObject({ status: 200 })
  return waitSchema.parse(JSON.parse(text))
}

/** How far the login of a handle is, without waiting. */
export async function peek(frame: Frame, hid: string): Promise<string> {
  return (await readMail(await frame.wait(hid, { peek: '' }))).status
}
