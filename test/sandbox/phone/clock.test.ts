import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { startConnected, type Merchant } from '../connected.ts'
import { openReceiver, type Receiver } from '../delivery/receiver.ts'
import type { Sandbox } from '../sandbox.ts'
import { secondsToMorning } from './moves.ts'
import { createPhoneUser } from './phone-user.ts'

let sandbox: Sandbox
let merchant: Merchant
let user: ReturnType<typeof createPhoneUser>

const open = async (profile: 'shop' | 'new' = 'shop') => {
  ;({ sandbox, merchant } = await startConnected(profile, { rules: { loopbackHttp: true } }))
  user = createPhoneUser(sandbox.portalUrl)
}
afterEach(() => sandbox.close())

const newestTransfer = async () =>
  z
    .object({ transfers: z.array(z.object({ id: z.string() })) })
    .parse(await merchant.json('GET', '/v3/reporting/transfers?pagesize=1')).transfers[0]?.id

const at = (from: string) =>
  new Date(Date.parse(from) + secondsToMorning(Date.parse(from)) * 1000).toISOString()

describe('the clock', () => {
  beforeEach(() => open())

  test('moves by hand, and the page says where it is', async () => {
    await user.open('/clock')
    expect((await user.press('hour')).text).toContain('1 hour later.')
    expect(sandbox.control.clock.aheadSeconds()).toBe(3600)
    expect((await user.press('ten-minutes')).text).toContain('1 hour and 10 minutes ahead')
    expect((await user.open('/clock')).text).not.toContain('later.')
  })

  test('goes through the night, and the money is paid out', async () => {
    const before = await newestTransfer()
    await user.open('/clock')
    await user.press('day')
    await user.press('night')
    expect(await newestTransfer()).not.toBe(before)
  })

  test('the next morning is at a quarter past four in Copenhagen, in summer and in winter', () => {
    expect(at('2026-11-24T12:00:00Z')).toBe('2026-11-25T03:15:00.000Z')
    expect(at('2026-11-24T00:30:00Z')).toBe('2026-11-24T03:15:00.000Z')
    expect(at('2026-11-24T03:15:00Z')).toBe('2026-11-25T03:15:00.000Z')
    expect(at('2026-07-01T12:00:00Z')).toBe('2026-07-02T02:15:00.000Z')
  })

  test('an order that is none changes nothing', async () => {
    await user.open('/clock')
    await user.press('hour', { fields: { by: 'century' } })
    expect(sandbox.control.clock.aheadSeconds()).toBe(0)
  })

  test('no other site can press a button', async () => {
    const response = await fetch(`${sandbox.portalUrl}/clock`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ do: 'move', by: 'week' }),
    })
    expect(response.status).toBe(403)
    expect(sandbox.control.clock.aheadSeconds()).toBe(0)
  })
})

const statuses = async () => {
  const path = '/v3/reporting/paymentpoints'
  return [await merchant.send('GET', path), await merchant.send('GET', path)].map(
    ({ status }) => status,
  )
}

describe('switches', () => {
  beforeEach(() => open())

  test('show how MobilePay behaves, and change it', async () => {
    await user.open('/clock')
    await user.press('rules', {
      fields: {
        platform: 'on',
        merchantVat: '',
        loopbackHttp: '',
        rateLimits: 'on',
        paymentsList: 'on',
        refundFunds: '',
        unknownCaptures: '3',
      },
    })
    expect(sandbox.control.rules).toEqual({
      platform: 'facade',
      merchantVat: 'optional',
      loopbackHttp: false,
      rateLimits: true,
      rateLimitReply: 'empty',
      paymentsList: 'every state',
      refundFunds: 'unlimited',
      unknownCaptures: 3,
    })
    await user.press('rules')
    expect(sandbox.control.rules).toMatchObject({ rateLimits: true, unknownCaptures: 3 })
  })

  test('faults are arranged and taken back', async () => {
    await user.open('/clock')
    const fields = { route: 'api', fault: 'respond', times: '2' }
    expect((await user.press('fault', { fields })).text).toContain('API calls: the next 2')
    expect(await statuses()).toEqual([502, 502])
    await user.press('fault', { fields })
    await user.press('no-faults')
    expect(await statuses()).toEqual([200, 200])
  })

  test('a fault of one operation leaves the others alone', async () => {
    await user.open('/clock')
    const fields = { route: 'POST /v1/refunds', fault: 'misreport', times: '1' }
    expect((await user.press('fault', { fields })).text).toContain('Refunds of payments: the next')
    expect(await statuses()).toEqual([200, 200])
    const refunds = [
      await merchant.send('POST', '/v1/refunds', {}),
      await merchant.send('POST', '/v1/refunds', {}),
    ]
    expect(refunds.map(({ status }) => status)).toEqual([502, 400])
    const anywhere = { route: 'api', fault: 'misreport', times: '1' }
    expect((await user.press('fault', { fields: anywhere })).text).toContain('Nothing was changed')
  })

  test('starting over forgets what was done and keeps the login; another seed is another history', async () => {
    const first = async () => {
      const { webhooks } = z
        .object({ webhooks: z.array(z.object({ webhookId: z.string() })) })
        .parse(await merchant.json('GET', '/v1/webhooks'))
      return webhooks.map(({ webhookId }) => webhookId)
    }
    const before = await first()
    const hook = { url: 'https://hook.example/', events: ['transfer.succeeded'] }
    const { webhookId } = z
      .object({ webhookId: z.string() })
      .parse(await merchant.json('POST', '/v1/webhooks', hook))
    await merchant.send('POST', `/v1/webhooks/${webhookId}/publishtestnotification`)
    expect(sandbox.control.deliveries.log()).toHaveLength(1)
    await user.open('/clock')
    await user.press('reset')
    expect(sandbox.control.deliveries.log()).toEqual([])
    expect(await first()).toEqual(before)
    await user.press('reset', { fields: { seed: 'another' } })
    expect((await first())[0]).not.toBe(before[0])
    await user.press('reset')
    expect(await first()).toEqual(before)
  })
})

test('a payment point is approved, and its merchant is told', async () => {
  await open('new')
  const receiver = await openReceiver()
  const hook = { url: `${receiver.url}/hook`, events: ['paymentpoint.activated'] }
  await merchant.json('POST', '/v1/webhooks', hook)
  expect((await user.open('/clock')).text).toContain('Nyåbnet Butik')
  const approved = await user.press('activate')
  expect(approved.text).toContain('is active.')
  expect(approved.text).toContain('All are active.')
  await expect.poll(() => receiver.received.length).toBe(1)
  await receiver.close()
})

describe('the delivery log', () => {
  let receiver: Receiver
  beforeEach(async () => {
    await open()
    receiver = await openReceiver()
  })
  afterEach(() => receiver.close())

  const publish = async (path: string) => {
    const hook = { url: receiver.url + path, events: ['transfer.succeeded'] }
    const { webhookId } = z
      .object({ webhookId: z.string() })
      .parse(await merchant.json('POST', '/v1/webhooks', hook))
    await merchant.send('POST', `/v1/webhooks/${webhookId}/publishtestnotification`)
  }

  test('shows address, status, attempts, body and signature', async () => {
    expect((await user.open('/deliveries')).text).toContain('Nothing has been sent yet.')
    await publish('/first')
    receiver.answer(() => ({ status: 418 }))
    await publish('/second')
    const { text } = await user.open('/deliveries')
    const [{ headers, body } = { headers: undefined, body: '' }] = receiver.received
    expect(text).toContain(`POST ${receiver.url}/first`)
    expect(text).toContain(String(headers?.['x-mobilepay-signature']))
    expect(text).toContain(body)
    expect(text).toContain('answered 200')
    expect(text).toContain('answered 418')
    expect(text.indexOf('/second')).toBeLessThan(text.indexOf('/first'))
  })

  test('shows what waits and when it is tried again, by merchant and by status', async () => {
    receiver.answer(() => ({ status: 500 }))
    const hook = { url: `${receiver.url}/transfers`, events: ['transfer.succeeded'] }
    await merchant.json('POST', '/v1/webhooks', hook)
    await user.open('/clock')
    await user.press('day')
    const waiting = await user.open('/deliveries?status=waiting')
    expect(waiting.text).toMatch(/attempts?, next on .* \(in .*\)/u)
    expect((await user.open('/deliveries?status=delivered')).text).toContain('Nothing has been')
    const others = await user.open('/deliveries?merchant=0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c05')
    expect(others.text).not.toContain(`${receiver.url}/transfers`)
  })
})
