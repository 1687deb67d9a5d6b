import { randomUUID } from 'node:crypto'

import { openApis } from '../../apis/harness.ts'
import { openReceiver } from '../../delivery/receiver.ts'

const nobody = randomUUID()

/** Everything that can be asked of the books. */
export const playReporting = async (): Promise<void> => {
  const { send, world } = openApis()
  for (const profile of ['shop', 'box', 'utility', 'finnish', 'new'] as const) {
    const [transfer] = world(profile).ledger.transfers
    for (const path of [
      'paymentpoints',
      'transactions?pagesize=1000',
      `transactions?transferid=${transfer?.id ?? nobody}`,
      'transfers?pagesize=1000&sortdirection=asc',
      `transfers/${transfer?.id ?? nobody}`,
    ]) {
      await send(profile, 'GET', `/v3/reporting/${path}`)
    }
  }
  for (const path of ['paymentpoints', 'transactions', 'transfers']) {
    await send('shop', 'GET', `/v3/reporting/${path}?pagesize=0`)
  }
  await send('shop', 'GET', `/v3/reporting/transfers/${nobody}`)
}

/** A webhook's life, and what can be refused to it. */
export const playWebhooks = async (): Promise<void> => {
  const receiver = await openReceiver()
  const { send, delivery } = openApis()
  delivery.redirect('https://shop.example', receiver.url)
  const call = (method: string, path = '', body?: unknown, profile = 'shop') =>
    send(profile, method, `/v1/webhooks${path}`, body)
  const hook = {
    url: 'https://shop.example/hook',
    events: ['payment.reserved', 'transfer.succeeded'],
  }

  await call('GET')
  const created: unknown = await (await call('POST', '', hook)).json()
  const id = /"webhookId":"([^"]+)/u.exec(JSON.stringify(created))?.[1]
  await call('POST', '', hook)
  await call('POST', '', { ...hook, url: 'http://hooks.example' })
  await call('GET', `/${id}`)
  await call('PUT', `/${id}`, { ...hook, events: ['paymentpoint.activated'] })
  await call('PUT', `/${id}`, { ...hook, events: ['payment.lost'] })
  await call('PUT', `/${id}`, { ...hook, url: 'https://hooks.example/mobilepay/transfers' })
  await call('POST', `/${id}/publishtestnotification`)
  receiver.answer(() => ({ status: 500 }))
  await call('POST', `/${id}/publishtestnotification`)
  for (const [method, path, body] of [
    ['GET', ''],
    ['PUT', '', hook],
    ['DELETE', ''],
    ['POST', '/publishtestnotification'],
  ] as const) {
    await call(method, `/${nobody}${path}`, body)
    await call(method, `/${id}${path}`, body, 'finnish')
  }
  await call('DELETE', `/${id}`)
  await receiver.close()
}
