import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { type Desk, openDesk } from './desk.ts'

const base = '/subscriptions/api/providers/{providerid}'
const agreementBase = `${base}/agreements/{agreementid}`

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterEach(() => desk.stack.sandbox.control.mishaps.clear())
afterAll(() => desk.close())

const toast = (text: string) => desk.page.getByRole('alert').filter({ hasText: text }).waitFor()
const unclear = () => desk.page.getByText('It is not known whether this happened.').waitFor()
const next = (operation: string) =>
  desk.stack.sandbox.control.mishaps.next(operation, { kind: 'lose' })
const openNew = async (id: string, act: 'charge' | 'one-off') => {
  const tab = act === 'charge' ? 'charges' : 'one-offs'
  await desk.open(`${desk.base}/agreements/${id}?tab=${tab}&act=${act}`)
}

test('a charge whose answer is lost is found again, and collected once', async () => {
  const { id, charges } = desk.signUp('LOST-1', 10_000)
  await openNew(id, 'charge')
  await desk.field('Your ID').fill('C-1')
  await desk.field('Description').fill('One box')
  next(`POST ${base}/paymentrequests`)
  await desk.button('Charge DKK 100.00').click()
  await desk.wait(2)
  await toast('Charge sent; MobilePay checks it now')
  expect(charges).toMatchObject([{ externalId: 'C-1', amountMinor: 10_000 }])

  await openNew(id, 'charge')
  await desk.field('Your ID').fill('C-1')
  await desk.field('Description').fill('One box')
  await desk.button('Charge DKK 100.00').click()
  await desk.page.getByText('There is a charge with this ID on the same day already.').waitFor()
  expect(charges).toHaveLength(1)
})

test('a charge that never arrived is sent again by itself', async () => {
  const { id, charges } = desk.signUp('LOST-2', 10_000)
  await openNew(id, 'charge')
  await desk.field('Your ID').fill('C-2')
  await desk.field('Description').fill('One box')
  let isLost = false
  await desk.page.route('**/paymentrequests', async (route) => {
    if (isLost || route.request().method() !== 'POST') return route.continue()
    isLost = true
    return route.abort()
  })
  await desk.button('Charge DKK 100.00').click()
  await desk.wait(2)
  await toast('Charge sent; MobilePay checks it now')
  await desk.page.unroute('**/paymentrequests')
  expect(charges).toHaveLength(1)
})

test('much more than was agreed is warned of, and a refused charge says so', async () => {
  const { id, charges } = desk.signUp('MUCH', 1000)
  await openNew(id, 'charge')
  await desk.field(/^Amount/).fill('50,01')
  await desk.page.getByText('more than 5 times the agreement’s amount').waitFor()
  await desk.field(/^Amount/).fill('50')
  await desk.page.getByText('more than 5 times').waitFor({ state: 'detached' })
  await desk.field('Your ID').fill('C-3')
  await desk.field('Description').fill('One box')
  const body = JSON.stringify({
    pending_payments: [],
    rejected_payments: [{ external_id: 'C-3', error_description: 'Not like this.' }],
  })
  const answer = { kind: 'respond', status: 202, contentType: 'application/json', body } as const
  desk.stack.sandbox.control.mishaps.next(`POST ${base}/paymentrequests`, answer)
  await desk.button('Charge DKK 50.00').click()
  await desk.page.getByText('Not like this.').waitFor()
  expect(charges).toHaveLength(0)
})

test('a one-off that never arrived is sent again by a person only', async () => {
  const { id, oneOffs } = desk.signUp('LOST-3', 10_000)
  await openNew(id, 'one-off')
  await desk.field(/^Amount/).fill('80')
  await desk.field('Your ID').fill('O-1')
  await desk.field('Description').fill('Extra eggs')
  let lost = 0
  await desk.page.route('**/oneoffpayments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    lost += 1
    return route.abort()
  })
  await desk.button('Ask for DKK 80.00').click()
  await unclear()
  await desk.page.getByText('MobilePay was asked again and shows nothing of it so far.').waitFor()
  await desk.wait(20)
  expect(lost).toBe(1)
  await desk.page.unroute('**/oneoffpayments')
  await desk.button('Try again: Ask for DKK 80.00').click()
  await toast('One-off created')
  expect(oneOffs).toHaveLength(1)
})

test('a refund whose answer is lost is sent once; a declined one can be looked up', async () => {
  const agreement = desk.signUp('LOST-4', 10_000)
  const { subscriptions } = desk.world
  const oneOff = subscriptions.oneOffs.request(agreement, {
    amountMinor: 8000,
    externalId: 'O-2',
    description: 'Extra eggs',
    expirationTimeoutMinutes: 60,
    userRedirect: undefined,
  })
  subscriptions.oneOffs.reserve(oneOff)
  subscriptions.oneOffs.capture(oneOff)
  const page = `${desk.base}/agreements/${agreement.id}/one-offs/${oneOff.id}`

  await desk.open(`${page}?act=refund`)
  await desk.field(/^Amount/).fill('80,01')
  await desk.button('Refund DKK 80.01').click()
  await desk.page.getByText('The amount can be at most DKK 80.00.').waitFor()
  await desk.field(/^Amount/).fill('30')
  next(`POST ${agreementBase}/payments/{paymentid}/refunds`)
  await desk.button('Refund DKK 30.00').click()
  await toast('Refund of DKK 30.00 sent')
  await desk.pass(10)
  expect(agreement.refunds).toMatchObject([
    { amountMinor: 3000, externalId: 'R1-O-2', status: 'Issued' },
  ])

  await desk.open(`${page}?act=refund`)
  const refused = { errorText: 'BadRequest', errorDetails: { message: 'No.', errorCode: '60007' } }
  const body = JSON.stringify(refused)
  const answer = { kind: 'respond', status: 400, contentType: 'application/json', body } as const
  desk.stack.sandbox.control.mishaps.next(
    `POST ${agreementBase}/payments/{paymentid}/refunds`,
    answer,
  )
  await desk.button('Refund DKK 50.00').click()
  await desk.page.getByText('Payments that were transferred instantly cannot').first().waitFor()

  desk.provider.transfers = 'instant'
  await desk.button('Refund DKK 50.00').click()
  await toast('Refund of DKK 50.00 sent')
  await desk.pass(10)
  await desk.wait(9)
  await desk.page.locator('.pill').filter({ hasText: 'Declined' }).waitFor()
  await desk.page.getByText('Why a refund is declined').click()
  await desk.page.getByText('60007').waitFor()
})

test('an agreement is changed by nothing but what is different', async () => {
  const agreement = desk.signUp('CHANGE', 10_000)
  const path = `${desk.base}/agreements/${agreement.id}?tab=details&act=change`
  await desk.open(path)
  await desk.field(/^Amount/).fill('120')
  await desk.field('Plan').fill('Basic plus')
  await desk.button('Save changes').click()
  await toast('Agreement changed')
  expect(agreement).toMatchObject({ amountMinor: 12_000, plan: 'Basic plus', frequency: 12 })
  const sent = desk.stack.sandbox.control.requests().findLast(({ method }) => method === 'PATCH')
  expect(JSON.parse(sent?.body ?? '')).toEqual([
    { op: 'replace', path: '/plan', value: 'Basic plus' },
    { op: 'replace', path: '/amount', value: 120 },
  ])
})

test('the callback address and its credentials are set; the old ones show on a click only', async () => {
  const { page, provider } = desk
  const { credentials } = provider
  const old = credentials.scheme === 'Basic' ? credentials.password : ''
  await desk.open(`${desk.base}/settings`)
  await desk.button('Show what is set now').waitFor()
  expect(await page.content()).not.toContain(old)
  await desk.button('Show what is set now').click()
  await page.getByText(old).waitFor()
  await desk.field('Address').fill('https://shop.example/callbacks')
  await desk.button('Save address').click()
  await toast('Callback address saved')
  await page.getByText('API key', { exact: true }).last().click()
  await desk.field('API key').fill('key-of-mine')
  await desk.button('Save credentials').click()
  await toast('Credentials saved')
  expect(provider).toMatchObject({
    callbackUrl: 'https://shop.example/callbacks',
    credentials: { scheme: 'ApiKey', key: 'key-of-mine' },
  })
})
