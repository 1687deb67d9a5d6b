import { setTimeout as delay } from 'node:timers/promises'

import { cookieNames } from '../../../bff/session/cookies.ts'
import type { RefreshTokens } from '../../sandbox/core.ts'
import type { RecordedRequest } from '../../sandbox/requests.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { createBrowser } from '../../support/browser.ts'
import { type CookieJar, createCookieJar } from '../../support/cookie-jar.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import { type Answer, ask } from './ask.ts'
import type { World } from './world.ts'

/** Where one call of a scene goes and what it carries; by default, through the balancer. */
interface Aim {
  /** Past the balancer, to this process. */
  readonly at?: number
  /** A `Cookie` header from before. */
  readonly cookie?: string
  readonly signal?: AbortSignal
  readonly path?: string
  readonly method?: 'GET' | 'POST'
}

/** A merchant's browser that is connected, and whose access token is over. */
export interface Scene {
  readonly world: World
  readonly control: Sandbox['control']
  readonly mode: RefreshTokens
  readonly jar: CookieJar
  /** The `Cookie` header as it was after the login. */
  readonly first: string
  readonly ask: (aim?: Aim) => Promise<Answer>
  readonly burst: (count: number, aim?: Aim) => Promise<readonly Answer[]>
  /** Every answer so far, in the order they arrived. */
  readonly answers: readonly Answer[]
  /** Session cookies in the order in which the browser took them. */
  readonly taken: readonly string[]
  /** Refresh token requests that reached MobilePay. */
  readonly tokenCalls: () => readonly RecordedRequest[]
  /**
   * Lets MobilePay answer 401 to every access token so far. Its tokens tell nothing but the second
   * in which they were made, so this waits for the next one.
   */
  readonly refuseAccessTokens: () => Promise<void>
  readonly untilTokenCall: (state?: 'arrived' | 'answered') => Promise<void>
  readonly untilApiCall: () => Promise<void>
  readonly untilDiscovery: () => Promise<void>
}

export const vat = 'DK12345678'

/** Logs in and lets the access token run out, by the bff's reckoning, at once. */
export async function startScene(
  world: World,
  mode: RefreshTokens,
  accessTokenSeconds = 1,
): Promise<Scene> {
  const { control } = world.sandbox
  control.setRefreshTokens(mode)
  control.setAccessTokenSeconds(accessTokenSeconds)
  const jar = createCookieJar()
  await createBrowser(world.balancer.url, 'mette@example.dk', jar).connect({ vat })
  control.setAccessTokenSeconds(300)
  control.clearRequests()
  world.cookies.add(jar.get(cookieNames.session) ?? '')
  const answers: Answer[] = []
  const taken: string[] = []

  async function send(aim: Aim = {}): Promise<Answer> {
    const { at, path = '/api/v1/webhooks', ...rest } = aim
    const url = new URL(world.balancer.url)
    const target =
      at === undefined
        ? { host: url.hostname, port: Number(url.port) }
        : { host: '127.0.0.1', port: world.member(at).port }
    const watched: CookieJar = {
      ...jar,
      accept(setCookies) {
        const before = jar.get(cookieNames.session)
        jar.accept(setCookies)
        const after = jar.get(cookieNames.session)
        if (after === undefined || after === before) return
        taken.push(after)
        world.cookies.add(after)
      },
    }
    const call = { ...target, ...rest, path, publicUrl: world.balancer.url, jar: watched }
    const answer = await ask(call)
    answers.push(answer)
    return answer
  }

  const tokenCalls = () => tokenRequests(world.sandbox)
  return {
    world,
    control,
    mode,
    jar,
    first: jar.header() ?? '',
    ask: send,
    burst: (count, aim) => Promise.all(Array.from({ length: count }, () => send(aim))),
    answers,
    taken,
    tokenCalls,
    async refuseAccessTokens() {
      await delay(1000 - (control.clock.now() % 1000))
      control.rejectAccessTokens()
    },
    untilTokenCall: (state = 'arrived') =>
      until(() => tokenCalls().some(({ status }) => state === 'arrived' || status === 200)),
    untilDiscovery: () =>
      until(() => control.requests().some(({ path }) => path.endsWith('/openid-configuration'))),
    untilApiCall: () => until(() => apiRequests(world.sandbox).length > 0),
  }
}

/** Waits until something is so, for 5 s at most. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (isSo()) return
    await delay(5)
  }
  throw new Error('what was waited for did not happen')
}
