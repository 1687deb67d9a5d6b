import { createHmac } from 'node:crypto'

import { expect, test } from 'vitest'

import { verifyDelivery } from '../../web/features/webhooks/signature.ts'
import { notificationBody } from '../sandbox/data/notification.ts'

const delivery = {
  url: 'https://www.my-site.com/webhooks',
  key: 'my-secure-signature-key',
  signature: 'wXzvnm95evtx+clfLbtgFpA0A6g=',
  body: notificationBody({
    notificationId: 'c85f42aa-0a81-4838-8e87-72236a348d08',
    eventType: 'payment.reserved',
    eventDate: '2021-10-15T15:30:31Z',
    data: {
      id: 'ceb351ac-9d20-4300-b5ad-e05851d5a3b7',
      type: 'payment',
      reference: 'My-Payment-1',
    },
  }),
}

test('the documented notification matches, however its body is laid out', async () => {
  expect(await verifyDelivery(delivery)).toBe('match')
  const laidOut = JSON.stringify(JSON.parse(delivery.body), null, 4)
  expect(await verifyDelivery({ ...delivery, body: laidOut })).toBe('match')
  expect(await verifyDelivery({ ...delivery, signature: ` ${delivery.signature}\n` })).toBe('match')
})

test.each([
  ['the host in capitals', { url: 'https://WWW.my-site.com/webhooks' }, 'other_url'],
  ['a slash at the end', { url: 'https://www.my-site.com/webhooks/' }, 'other_url'],
  ['another path', { url: 'https://www.my-site.com/hooks' }, 'unknown'],
  ['another key', { key: 'my-secure-signature-ke' }, 'unknown'],
  ['another body', { body: '{}' }, 'unknown'],
  ['half a signature', { signature: 'wXzvnm95evtx' }, 'not_base64'],
  ['a signature in hex', { signature: 'c17cef9e6f797afb71f9c95f2dbb60169' }, 'not_base64'],
])('%s does not match, and the reason is found: %3$s', async (_, change, mismatch) => {
  expect(await verifyDelivery({ ...delivery, ...change })).toBe(mismatch)
})

test('a signature over the white space too is told apart', async () => {
  const body = '{ "a": 1 }'
  const signature = createHmac('sha1', delivery.key)
    .update(delivery.url + body)
    .digest('base64')
  expect(await verifyDelivery({ ...delivery, body, signature })).toBe('white_space')
})
