import { expect } from 'vitest'

import { customers } from '../../sandbox/data/customers.ts'
import { openReceiver } from '../../sandbox/delivery/receiver.ts'
import { startStack } from '../../support/stack.ts'

const [karen] = customers
if (!karen) throw new Error('test users are missing')
/** The customer of the checklists. */
export const customer = karen

/**
 * A connected merchant: everything it sends goes through the bff's proxy with its session cookie. What only a customer
 * can do goes to the stand-in directly, as MobilePay's own simulation has it.
 */
export async function connectMerchant(vat: string) {
  const stack = await startStack({ sandbox: { rules: { loopbackHttp: true } } })
  const { sandbox, bff } = stack
  const receiver = await openReceiver()
  const browser = stack.browser()
  await browser.connect({ vat })

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    return browser.call(`/api${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
  }

  return {
    receiver,
    send,
    control: sandbox.control,
    /** The JSON of an answer that must have this status. */
    async json(status: number, method: string, path: string, body?: unknown): Promise<unknown> {
      const response = await send(method, path, body)
      const text = await response.text()
      expect([response.status, text]).toEqual([status, expect.anything()])
      const parsed: unknown = text === '' ? undefined : JSON.parse(text)
      return parsed
    },
    /** What the customer does on her phone: the status of the answer. */
    async simulate(method: string, path: string, body?: unknown): Promise<number> {
      const response = await fetch(sandbox.gatewayUrl + path, {
        method,
        headers: { 'content-type': 'application/json', authenticateduser: customer.id },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      await response.body?.cancel()
      return response.status
    },
    /** She approves a payment in the app: MobilePay's operation for it wants a token, which only the bff has. The status of the page. */
    async approve(id: string): Promise<number> {
      const response = await fetch(`${sandbox.portalUrl}/phone/${customer.id}`, {
        method: 'POST',
        headers: { origin: sandbox.portalUrl },
        body: new URLSearchParams({ item: id, act: 'approve' }),
      })
      await response.body?.cancel()
      return response.status
    },
    /** An answer with what the proxy masks otherwise. */
    async reveal(path: string): Promise<unknown> {
      const response = await browser.call(`/api${path}`, { headers: { 'x-reveal': '1' } })
      expect(response.status).toBe(200)
      return response.json()
    },
    /** Lets time pass, for the bff as well as for MobilePay. */
    async pass(seconds: number): Promise<void> {
      bff.advance(seconds)
      await sandbox.control.pass(seconds)
    },
    /** All that MobilePay told the merchant's server at this path; lists of events one by one. */
    told: (path: string): readonly unknown[] =>
      receiver.received.filter((one) => one.path === path).flatMap(({ json }) => json),
    dayAfter: (days: number) =>
      new Date(sandbox.control.clock.now() + days * 86_400_000).toISOString().slice(0, 10),
    /** Sends what is meant for the merchant's https address to its server of this test. */
    publish: (origin: string) => {
      sandbox.control.deliveries.redirect(origin, receiver.url)
    },
    async close(): Promise<void> {
      await Promise.all([stack.close(), receiver.close()])
    },
  }
}

export type ConnectedMerchant = Awaited<ReturnType<typeof connectMerchant>>
