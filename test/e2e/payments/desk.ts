import type { Page } from 'playwright-core'

import type { AppPayment } from '../../sandbox/data/app-payment.ts'
import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

const vat = 'DK12345678'

/** A connected shop with a web shop, and a hand in MobilePay. */
export interface Desk {
  readonly stack: Stack
  readonly page: Page
  readonly open: (path: string) => Promise<void>
  /** A payment that its customer approved. */
  readonly reserve: (reference: string, amountMinor: number) => AppPayment
  /** A payment whose money is here. */
  readonly capture: (reference: string, amountMinor: number) => AppPayment
  /** What a payment did to the merchant's money. */
  readonly money: (payment: AppPayment) => {
    readonly paid: number
    readonly refunded: number
    readonly payments: number
    readonly refunds: number
  }
  /** How often an operation was called. */
  readonly calls: (method: string, path: RegExp) => number
  readonly close: () => Promise<void>
}

export async function openDesk(): Promise<Desk> {
  const stack = await startStack({ sandbox: { rules: { refundFunds: 'unlimited' } } })
  const chromium: LaunchedBrowser = await launchBrowser({ thirdPartyCookies: 'blocked' })
  const page = await (await chromium.browser.newContext()).newPage()
  await startConnecting(page, stack.bff.url, vat.slice(2))
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()

  function world() {
    const found = stack.sandbox.control.world(vat)
    if (!found) throw new Error('the stand-in has no shop')
    return found
  }

  function reserve(reference: string, amountMinor: number): AppPayment {
    const { payments, points } = world()
    const point = points.find(({ product }) => product === 'App payments')
    if (!point) throw new Error('the shop has no web shop')
    const payment = payments.initiate({
      point,
      amountMinor,
      reference,
      description: undefined,
      redirectUri: 'https://shop.example/thanks',
      idempotencyKey: crypto.randomUUID(),
      phoneNumber: undefined,
    })
    payments.reserve(payment)
    return payment
  }

  return {
    stack,
    page,
    reserve,
    capture(reference, amountMinor) {
      const payment = reserve(reference, amountMinor)
      world().payments.capture(payment, amountMinor)
      return payment
    },
    open: async (path) => {
      await page.goto(stack.bff.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    money({ id }) {
      const moved = stack.sandbox.control.money(id)
      if (!moved) throw new Error('no such payment')
      const { paidMinor, refundedMinor, payments, refunds } = moved
      return { paid: paidMinor, refunded: refundedMinor, payments, refunds }
    },
    calls: (method, path) =>
      stack.sandbox.control
        .requests()
        .filter((request) => request.method === method && path.test(request.path)).length,
    async close() {
      await chromium.close()
      await stack.close()
    },
  }
}
