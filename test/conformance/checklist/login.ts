import { expect } from 'vitest'

import type { Bendable, ResponsePairs } from '../../sandbox/faults.ts'
import type { Browser } from '../../support/browser.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import type { Subject } from './subject.ts'

/** What came of a login, seen from all sides. */
export interface Outcome {
  readonly response: Response
  readonly page: string
  readonly browser: Browser
  readonly isConnected: boolean
  readonly tokenRequests: number
  /** Calls upstream once the browser has tried to make one. */
  readonly apiRequests: number
}

/** Starts a login and reads the authorization request. */
export async function startLogin(subject: Subject, browser: Browser = subject.browser()) {
  const response = await browser.fetch(subject.routes.login())
  const url = new URL(response.headers.get('location') ?? '')
  return { browser, response, url, asked: Object.fromEntries(url.searchParams) }
}

/** A browser's whole login, as far as it comes, and a call of the APIs after it. */
export async function tryLogin(
  subject: Subject,
  browser: Browser = subject.browser(),
): Promise<Outcome> {
  const { control } = subject.sandbox
  control.clearRequests()
  const response = await browser.land(await browser.authorize())
  const page = await response.text()
  const isConnected = await subject.isConnected(browser)
  const sent = tokenRequests(subject.sandbox).length
  await (await browser.call(subject.routes.read)).arrayBuffer()
  control.faults.clear()
  return {
    response,
    page,
    browser,
    isConnected,
    tokenRequests: sent,
    apiRequests: apiRequests(subject.sandbox).length,
  }
}

/** A login with one thing bent. */
export async function bentLogin<Bent extends keyof Bendable>(
  subject: Subject,
  bent: Bent,
  fault: Bendable[Bent],
): Promise<Outcome> {
  subject.sandbox.control.faults.next(bent, fault)
  return tryLogin(subject)
}

/** Refused at the front: a page that says so, and nothing was sent anywhere. */
export function expectRefusedAtFront({ response, ...outcome }: Outcome): void {
  expect(response.status).toBe(400)
  expect(outcome).toMatchObject({ isConnected: false, tokenRequests: 0, apiRequests: 0 })
}

/** Refused after the code was exchanged: none of its tokens is used. */
export function expectRefusedAfterExchange({ response, ...outcome }: Outcome): void {
  expect([400, 503]).toContain(response.status)
  expect(outcome).toMatchObject({ isConnected: false, tokenRequests: 1, apiRequests: 0 })
}

export function expectConnected({ response, ...outcome }: Outcome): void {
  expect({ status: response.status, ...outcome }).toMatchObject({
    status: 303,
    isConnected: true,
    tokenRequests: 1,
    apiRequests: 1,
  })
}

/** A fault that changes parameters of the authorization response; undefined takes one out. */
export function withParameters(changes: Readonly<Record<string, string | undefined>>) {
  return (pairs: ResponsePairs): ResponsePairs => {
    const kept = pairs.filter(([name]) => !(name in changes))
    const added = Object.entries(changes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    )
    return [...kept, ...added]
  }
}
