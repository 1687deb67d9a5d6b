import { readFile } from 'node:fs/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Desk, openDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const toast = (text: string) => desk.page.getByRole('alert').filter({ hasText: text }).waitFor()
const choose = (name: string, option: string) =>
  desk.page.getByRole('combobox', { name }).selectOption({ label: option })
const ofAgreement = (externalId: string, rest = '') =>
  `${desk.base}/agreements/${desk.agreement(externalId).id}${rest}`

test('an agreement can be answered for any number of minutes, and says where it is cancelled', async () => {
  await desk.open(`${desk.base}/agreements/new`)
  await desk.field('Your ID').fill('MINUTES-1')
  await desk.field('Plan').fill('Basic')
  await choose('The customer can answer for', 'Another time')
  await desk.field('Where the customer goes afterwards').fill('https://shop.example/back')
  await desk.field('Told when it is accepted').fill('https://shop.example/accepted')
  await desk.field('Told when it ends').fill('https://shop.example/ended')
  await desk.field(/^Where the customer cancels/).fill('https://shop.example/leave')
  await desk.button('Create agreement').click()
  await desk.page.getByText('Fill in the minutes.').first().waitFor()
  await desk.field('Minutes').fill('181441')
  await desk.button('Create agreement').click()
  await desk.page.getByText('Write a whole number from 1 to 181440.').first().waitFor()
  await desk.field('Minutes').fill('90')
  await desk.button('Create agreement').click()
  await desk.page.getByText('90 minutes left').waitFor()
  expect(desk.agreement('MINUTES-1')).toMatchObject({
    expirationTimeoutMinutes: 90,
    links: expect.arrayContaining([
      { rel: 'cancel-redirect', href: 'https://shop.example/leave' },
    ]) as unknown,
  })
})

test('only what was changed of an agreement is sent, the page to cancel on too', async () => {
  desk.signUp('CHANGE-1', 10_000)
  await desk.open(ofAgreement('CHANGE-1', '?tab=details&act=change'))
  await desk.field(/^Where the customer cancels/).fill('https://shop.example/cancel')
  await choose('Notifications about charges', 'The customer may not switch them off')
  await desk.button('Save changes').click()
  await toast('Agreement changed')
  await desk.page.getByText('https://shop.example/cancel', { exact: true }).waitFor()
  const { links, disableNotificationManagement, amountMinor } = desk.agreement('CHANGE-1')
  expect(disableNotificationManagement).toBe(true)
  expect(amountMinor).toBe(10_000)
  expect(links).toContainEqual({ rel: 'cancel-redirect', href: 'https://shop.example/cancel' })
  await desk.open(ofAgreement('CHANGE-1', '?tab=details&act=change'))
  await desk.field(/^Where the customer cancels/).fill('')
  await desk.button('Save changes').click()
  await desk.page.getByText('Write a whole address that starts with https://.').waitFor()
})

test('the agreements on the page are a file, no text of which becomes a formula', async () => {
  desk.ask('=HYPERLINK("https://evil.example")', 12_345)
  await desk.page.setViewportSize({ width: 1280, height: 800 })
  await desk.open(`${desk.base}/agreements?status=Pending&q=%3DHYPER`)
  await desk.button('CSV').click()
  const saved = desk.page.waitForEvent('download')
  await desk.button('Export').click()
  const file = await readFile(await (await saved).path(), 'utf8')
  expect(file.split('\r\n')).toEqual([
    'your_id,plan,description,status,amount,currency,how_often,created,accepted,cancelled,agreement_id',
    expect.stringMatching(
      /^"'=HYPERLINK\(""https:\/\/evil.example""\)",Basic,,Waiting for the customer,123\.45,DKK,Every month,/,
    ),
    '',
  ])
})

test('saving invoice details loses nothing that the form does not show', async () => {
  const agreement = desk.signUp('DETAILS-1', 14_900)
  const path = ofAgreement('DETAILS-1')
  await desk.open(`${path}?act=charge`)
  await desk.field('Your ID').fill('DETAILS-CHARGE')
  await desk.button('Charge DKK 149.00').click()
  await toast('Charge sent')
  const [charge] = agreement.charges
  if (!charge) throw new Error('there is no charge')
  const article = {
    number: '456',
    description: 'Vegetables',
    quantity: 6.5,
    unit: 'kg',
    pricePerUnit: 18.3385,
    vatRate: 25,
    totalVat: 29.8,
    totalIncludingVat: 149,
  }
  const details = {
    documentTitle: 'Invoice',
    hidesPointAddress: true,
    consumerName: 'Karen',
    consumerAddressLines: ['Havnegade 1', '8000 Aarhus C'],
    consumerPhoneNumber: '+4511223344',
    merchantContactName: 'Mette',
    deliveryAddressLines: ['Havnegade 2'],
    invoiceNumber: '58652',
    merchantOrderNumber: 'M-1',
    buyerOrderNumber: 'B-1',
    issueDay: '2026-11-20',
    dueDay: '2026-11-30',
    orderDay: '2026-11-19',
    deliveryDay: '2026-11-25',
    paymentReference: 'REF-1',
    comment: 'Two boxes',
    priceReduction: 1.2,
    priceDiscount: -2,
    bonus: 5,
    totalExVat: 119.2,
    totalVat: 29.8,
    total: 149,
    articles: [article],
  }
  charge.attachment = { externalUrl: undefined, generatesPdf: true, details }
  await desk.open(`${path}/charges/${charge.id}?act=attachment`)
  await desk.field(/^Comment/).fill('Three boxes')
  await desk.button('Save invoice details').click()
  await toast('Invoice details saved')
  expect(charge.attachment).toEqual({
    externalUrl: undefined,
    generatesPdf: true,
    details: { ...details, comment: 'Three boxes' },
  })

  await desk.open(`${path}/charges/${charge.id}?act=attachment`)
  await desk.button('Add a line').click()
  await desk.field('What').nth(1).fill('Delivery')
  await desk
    .field(/^Price each/)
    .nth(1)
    .fill('25')
  await choose('What the customer can open', 'A document of yours, by its address')
  await desk.button('Save invoice details').click()
  await desk.page.getByText('Write a whole address that starts with https://.').waitFor()
  await desk.field('Address of the document').fill('https://shop.example/58652.pdf')
  await desk.button('Save invoice details').click()
  await desk.page.getByRole('link', { name: 'https://shop.example/58652.pdf' }).waitFor()
  expect(charge.attachment).toMatchObject({
    externalUrl: 'https://shop.example/58652.pdf',
    generatesPdf: false,
    details: {
      consumerName: 'Karen',
      bonus: 5,
      priceDiscount: -2,
      total: 174,
      totalVat: 34.8,
      totalExVat: 139.2,
      articles: [article, { description: 'Delivery', totalIncludingVat: 25, totalVat: 5 }],
    },
  })
})

test('a document of the merchant’s own needs no lines', async () => {
  const [charge] = desk.agreement('DETAILS-1').charges
  if (!charge) throw new Error('there is no charge')
  charge.attachment = undefined
  await desk.open(ofAgreement('DETAILS-1', `/charges/${charge.id}?act=attachment`))
  await choose('What the customer can open', 'A document of yours, by its address')
  await desk.field('Address of the document').fill('https://shop.example/alone.pdf')
  await desk.page.getByText('Show lines as well').click()
  await desk.button('Save invoice details').click()
  await desk.page.getByRole('link', { name: 'https://shop.example/alone.pdf' }).waitFor()
  expect(charge.attachment).toEqual({
    externalUrl: 'https://shop.example/alone.pdf',
    generatesPdf: false,
    details: undefined,
  })
})
