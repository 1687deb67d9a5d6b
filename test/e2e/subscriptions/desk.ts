import type { Locator, Page } from 'playwright-core'

import { customers } from '../../sandbox/data/customers.ts'
import type { Agreement, Provider } from '../../sandbox/data/subscriptions.ts'
import type { World } from '../../sandbox/data/world.ts'
import { launchBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

const vat = 'DK87654321'
const [karen] = customers
if (!karen) throw new Error('test users are missing')
const customer = karen

/** A connected merchant with subscribers, a browser on the console, and a hand on a customer's phone. */
export interface Desk {
  readonly stack: Stack
  readonly page: Page
  readonly world: World
  readonly provider: Provider
  readonly base: string
  readonly open: (path: string) => Promise<void>
  readonly button: (name: string | RegExp) => Locator
  readonly field: (name: string | RegExp) => Locator
  /** An agreement that the customer has not answered yet. */
  readonly ask: (externalId: string, amountMinor: number) => Agreement
  /** An agreement that the customer has accepted. */
  readonly signUp: (externalId: string, amountMinor: number) => Agreement
  /** What the customer does on her phone. */
  readonly act: (item: string, act: 'accept' | 'reject') => Promise<void>
  /** Lets seconds pass in the browser alone: times to think again, and looks that repeat themselves. */
  readonly wait: (seconds: number) => Promise<void>
  /** Lets time pass, for the bff as well as for MobilePay. */
  readonly pass: (seconds: number) => Promise<void>
  readonly agreement: (externalId: string) => Agreement
  readonly close: () => Promise<void>
}

export async function openDesk(): Promise<Desk> {
  const stack = await startStack({ sandbox: { rules: { refundFunds: 'unlimited' } } })
  const chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  const page = await (await chromium.browser.newContext()).newPage()
  page.setDefaultTimeout(15_000)
  await page.clock.install()
  await startConnecting(page, stack.bff.url, vat.slice(2))
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await page.goto(`${stack.bff.url}/subscriptions`)
  await page.getByRole('link', { name: /Frugt/ }).waitFor()
  const world = stack.sandbox.control.world(vat)
  const provider = [...(world?.providers.values() ?? [])][0]
  if (!world || !provider) throw new Error('the stand-in has no provider')

  const ask = (externalId: string, amountMinor: number) =>
    world.subscriptions.agreements.create({
      provider,
      externalId,
      plan: 'Basic',
      description: undefined,
      amountMinor,
      frequency: 12,
      links: ['user-redirect', 'success-callback', 'cancel-callback'].map((rel) => ({
        rel: rel === 'user-redirect' || rel === 'success-callback' ? rel : 'cancel-callback',
        href: `https://shop.example/${rel}`,
      })),
      disableNotificationManagement: false,
      notificationsOn: true,
      expirationTimeoutMinutes: 60,
      retentionHours: 0,
      phoneNumber: customer.phoneNumber,
    })

  return {
    stack,
    page,
    ask,
    world,
    provider,
    base: `/subscriptions/${provider.point.id}`,
    open: async (path) => {
      await page.goto(stack.bff.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    button: (name) => page.getByRole('button', { name }),
    field: (name) => page.getByRole('textbox', { name }),
    signUp(externalId, amountMinor) {
      const agreement = ask(externalId, amountMinor)
      world.subscriptions.agreements.accept(agreement, customer)
      return agreement
    },
    async act(item, act) {
      const { portalUrl } = stack.sandbox
      const response = await fetch(`${portalUrl}/phone/${customer.id}`, {
        method: 'POST',
        headers: { origin: portalUrl },
        body: new URLSearchParams({ item, act }),
      })
      const text = await response.text()
      if (!text.includes('Done.')) throw new Error(`the phone cannot ${act} ${item}`)
    },
    wait: (seconds) => page.clock.runFor(seconds * 1000),
    async pass(seconds) {
      stack.bff.advance(seconds)
      await stack.sandbox.control.pass(seconds)
    },
    agreement(externalId) {
      stack.sandbox.control.world(vat)
      const all = [...provider.agreements.values()]
      const found = all.find((agreement) => agreement.externalId === externalId)
      if (!found) throw new Error(`no agreement ${externalId}`)
      return found
    },
    async close() {
      await chromium.close()
      await stack.close()
    },
  }
}
