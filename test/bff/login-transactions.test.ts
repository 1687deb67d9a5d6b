import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import type { Browser } from '../support/browser.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

/** Starts a login and gives the name of its transaction cookie. */
async function start(browser: Browser): Promise<string> {
  const before = new Set(browser.jar.names())
  const response = await browser.fetch('/auth/login?merchant_vat=DK12345678')
  expect(response.status).toBe(303)
  const started = browser.jar.names().find((name) => !before.has(name))
  if (started === undefined) throw new Error('no new transaction cookie')
  return started
}

async function startMany(browser: Browser, count: number, pause: () => void) {
  const names: string[] = []
  for (let index = 0; index < count; index += 1) {
    names.push(await start(browser))
    pause()
  }
  return names
}

test('a browser keeps its five latest logins, and forgets the oldest', async () => {
  const browser = stack.browser()
  const names = await startMany(browser, 8, () => stack.bff.advance(1))
  expect(browser.jar.names()).toEqual(names.slice(-5))
})

test('also where they were started within one second', async () => {
  const browser = stack.browser()
  const names = await startMany(browser, 8, () => undefined)
  expect(browser.jar.names()).toEqual(names.slice(-5))
})

test('what is no transaction of ours goes first', async () => {
  const browser = stack.browser()
  const names = await startMany(browser, 3, () => stack.bff.advance(1))
  browser.jar.set('__Host-Http-mpc-tx-planted', 'planted')
  browser.jar.set('__Host-Http-mpc-tx-planted2', browser.jar.get(names[0] ?? '') ?? '')
  names.push(...(await startMany(browser, 2, () => stack.bff.advance(1))))
  expect(browser.jar.names()).not.toContain('__Host-Http-mpc-tx-planted')
  expect(browser.jar.names()).toHaveLength(5)
  expect(browser.jar.names()).toEqual(expect.arrayContaining(names.slice(-4)))
})

test('of a heap of cookies the newest eight are opened, and the others deleted unopened', async () => {
  const browser = stack.browser()
  for (let index = 0; index < 100; index += 1) {
    browser.jar.set(`__Host-Http-mpc-tx-${index}`, 'Fe26.2*1*aa*bb*cc**dd*ee~2')
  }
  const open = vi.spyOn(stack.bff.deps.seals, 'open')
  const names = await startMany(browser, 1, () => undefined)
  expect(open).toHaveBeenCalledTimes(8)
  open.mockRestore()
  const planted = [96, 97, 98, 99].map((index) => `__Host-Http-mpc-tx-${index}`)
  expect(browser.jar.names()).toEqual([...planted, ...names])
})

test('a login leaves the other logins of the browser alone', async () => {
  const browser = stack.browser()
  const names = await startMany(browser, 4, () => stack.bff.advance(1))
  await browser.connect()
  for (const name of names) expect(browser.jar.get(name)).toBeDefined()
})
