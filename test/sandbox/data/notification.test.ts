import { expect, it } from 'vitest'

import { notificationBody, signatureOf } from './notification.ts'

it('the documented payment.reserved notification has the signature of the fact sheet', () => {
  const body = notificationBody({
    notificationId: 'c85f42aa-0a81-4838-8e87-72236a348d08',
    eventType: 'payment.reserved',
    eventDate: '2021-10-15T15:30:31Z',
    data: {
      id: 'ceb351ac-9d20-4300-b5ad-e05851d5a3b7',
      type: 'payment',
      reference: 'My-Payment-1',
    },
  })
  const key = 'my-secure-signature-key'
  expect(signatureOf(key, 'https://www.my-site.com/webhooks', body)).toBe(
    'wXzvnm95evtx+clfLbtgFpA0A6g=',
  )
})

// From the tests of a Go client, which somebody took from MobilePay's own delivery in 2022: it settles what the
// documentation leaves open, that the key is used as text, and what a test notification looks like.
it('a test notification that MobilePay once sent has the signature that it was sent with', () => {
  const body = notificationBody({
    notificationId: '4352f1ae-59c3-430c-a402-d74641dd8555',
    eventType: 'test.notification',
    eventDate: '2022-02-20T16:35:28Z',
    data: { type: 'test', id: '57ff4ddf-575f-4c4a-99c8-b190a1e1f316' },
  })
  const url = 'https://webhook.site/080a55d2-ff87-4494-a05c-e0e3beb78134'
  expect(signatureOf('4aa30d41-4368-47a0-b4ef-6a83dc8be5d6', url, body)).toBe(
    'HIcf0Ivp0HwjB2qVIwU1vIdf/60=',
  )
})

const sign = (body: string, url = 'https://a.example') => signatureOf('key', url, body)

it('whitespace does not count, wherever it stands; everything else does', () => {
  expect(sign('{"a": "b c"}\n')).toBe(sign('{"a":"bc"}'))
  expect(sign('{"a":"bd"}')).not.toBe(sign('{"a":"bc"}'))
  expect(sign('{"a":"bc"}', 'https://a.example/')).not.toBe(sign('{"a":"bc"}'))
})
