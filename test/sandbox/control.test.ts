import { afterEach, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { startConnected } from './connected.ts'
import { openReceiver } from './delivery/receiver.ts'
import type { Sandbox } from './sandbox.ts'

let sandbox: Sandbox
afterEach(() => sandbox.close())

test('what is due happens by itself, and deliveries with it', async () => {
  const { merchant, ...started } = await startConnected('shop', { rules: { loopbackHttp: true } })
  ;({ sandbox } = started)
  const receiver = await openReceiver()
  const hook = { url: `${receiver.url}/hook`, events: ['transfer.succeeded'] }
  await merchant.json('POST', '/v1/webhooks', hook)
  sandbox.control.clock.advance(86_400)
  await expect.poll(() => receiver.received.length, { timeout: 5000 }).toBeGreaterThan(0)
  await receiver.close()
})

test('a night passes in one call, and an address can be found elsewhere', async () => {
  const { merchant, ...started } = await startConnected('shop')
  ;({ sandbox } = started)
  const receiver = await openReceiver()
  sandbox.control.deliveries.redirect('https://hooks.example', receiver.url)
  await merchant.json('GET', '/v1/webhooks')
  await sandbox.control.pass(86_400)
  await sandbox.control.passNight()
  const transfers = receiver.received.filter(({ path }) => path === '/mobilepay/transfers')
  expect(transfers.length).toBeGreaterThan(1)
  expect(transfers[0]?.headers.host).toBe('hooks.example')
  await receiver.close()
})

test('a seed decides the history, and the same seed gives the same one', async () => {
  const firstTransfers = async (seed?: string) => {
    const { merchant, ...started } = await startConnected('finnish', {
      ...(seed !== undefined && { seed }),
    })
    ;({ sandbox } = started)
    const body = await merchant.json('GET', '/v3/reporting/transfers?sortdirection=asc&pagesize=5')
    await sandbox.close()
    return z.object({ transfers: z.array(z.object({ id: z.string() })) }).parse(body).transfers
  }
  const documented = await firstTransfers()
  expect(await firstTransfers('other')).not.toEqual(documented)
  expect(await firstTransfers('other')).toEqual(await firstTransfers('other'))
  ;({ sandbox } = await startConnected('new'))
})

test('rules can be changed while it runs', async () => {
  const { merchant, ...started } = await startConnected('shop')
  ;({ sandbox } = started)
  const hook = { url: 'http://127.0.0.1:9/hook', events: ['transfer.succeeded'] }
  expect((await merchant.send('POST', '/v1/webhooks', hook)).status).toBe(400)
  sandbox.control.rules.loopbackHttp = true
  expect((await merchant.send('POST', '/v1/webhooks', hook)).status).toBe(200)
})

test('it starts in less than two seconds, the first look at a merchant included', async () => {
  const started = performance.now()
  const connected = await startConnected('box')
  ;({ sandbox } = connected)
  await connected.merchant.json('GET', '/subscriptions/api/merchants/me')
  // Twice as much as promised: the machine is shared, and a whole login is in it.
  expect(performance.now() - started).toBeLessThan(4000)
})
