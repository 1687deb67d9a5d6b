import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { playAsChecklist } from '../checklists/checklist.ts'
import { type Desk, openDesk } from './desk.ts'

const day = 86_400

// MobilePay docs: subscriptions/development-guide/verification.
describe('the Subscriptions checklist, by clicking', () => {
  playAsChecklist('Subscriptions in the console: 14 steps')
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk.close())

  const ofAgreement = (externalId: string, rest = '') =>
    `${desk.base}/agreements/${desk.agreement(externalId).id}${rest}`
  const toast = (text: string) => desk.page.getByRole('alert').filter({ hasText: text }).waitFor()
  const expectPill = (text: string) =>
    desk.page.locator('.pill').filter({ hasText: text }).first().waitFor()
  /** Past the time to think again, which stands still under the pointer. */
  const outwait = async (text: string) => {
    await desk.page.mouse.move(5, 5)
    await desk.wait(9)
    await toast(text)
  }
  const create = async (externalId: string) => {
    await desk.open(`${desk.base}/agreements/new`)
    await desk.field('Your ID').fill(externalId)
    await desk.field('Plan').fill('Basic')
    await desk.field(/^Amount \(optional\)/).fill('100')
    await desk.field('Where the customer goes afterwards').fill('https://shop.example/back')
    await desk.field('Told when it is accepted').fill('https://shop.example/accepted')
    await desk.field('Told when it ends').fill('https://shop.example/ended')
    await desk.button('Create agreement').click()
    await expectPill('Waiting for the customer')
  }
  const charge = async (externalId: string) => {
    await desk.open(ofAgreement('CompanynameAgreement'))
    await desk.page.getByRole('link', { name: 'New charge' }).first().click()
    await desk.field(/^Amount/).fill('19,5')
    await desk.field('Your ID').fill(externalId)
    await desk.button('Charge DKK 19.50').click()
    await toast('Charge sent; MobilePay checks it now')
  }
  const askOneOff = async (externalId: string) => {
    await desk.open(ofAgreement('CompanynameAgreement2', '?tab=one-offs'))
    await desk.page.getByRole('link', { name: 'New one-off' }).first().click()
    await desk.field(/^Amount/).fill('80')
    await desk.field('Your ID').fill(externalId)
    await desk.field('Description').fill('Extra eggs')
    await desk.button('Ask for DKK 80.00').click()
    await desk.page.getByRole('img', { name: 'QR code of the link' }).waitFor()
    await expectPill('Waiting for the customer')
  }
  const oneOff = (externalId: string) => {
    const { oneOffs } = desk.agreement('CompanynameAgreement2')
    const found = oneOffs.find((one) => one.externalId === externalId)
    if (!found) throw new Error(`no one-off ${externalId}`)
    return found
  }
  const paid = () => desk.agreement('CompanynameAgreement').charges[1]

  test('1 create an agreement: a link, a QR code, and the time left', async () => {
    await create('CompanynameAgreement')
    await desk.page.getByRole('img', { name: 'QR code of the link' }).waitFor()
    await desk.page.getByText('7 days left').waitFor()
    expect(desk.agreement('CompanynameAgreement')).toMatchObject({
      status: 'Pending',
      amountMinor: 10_000,
      frequency: 12,
    })
  })

  test('2 the customer accepts it, which the page shows by itself', async () => {
    await desk.act(desk.agreement('CompanynameAgreement').id, 'accept')
    await desk.wait(6)
    await expectPill('Active')
  })

  test('3 request a payment: being checked, then scheduled', async () => {
    await charge('CompanynamePayment1')
    await expectPill('Being checked')
    await desk.pass(10)
    await desk.wait(9)
    await expectPill('Scheduled')
  })

  test('4 decline the pending payment', async () => {
    await desk.page.getByRole('link', { name: /20\d\d/ }).click()
    await desk.button('Decline DKK 19.50').click()
    await expectPill('Being declined')
    await outwait('Charge declined')
    await expectPill('Declined')
  })

  test('5 request another one, and wait until its due date', async () => {
    await charge('CompanynamePayment2')
    await desk.pass(2 * day)
    await desk.open(ofAgreement('CompanynameAgreement', `/charges/${paid()?.id}`))
    await expectPill('Collected')
  })

  test('6 cancel the agreement', async () => {
    await desk.open(ofAgreement('CompanynameAgreement', '?tab=details'))
    await desk.button('Cancel the agreement').click()
    await expectPill('Being cancelled')
    await outwait('Agreement cancelled')
    await expectPill('Cancelled')
    expect(desk.agreement('CompanynameAgreement').status).toBe('Canceled')
  })

  test('7 refund the payment', async () => {
    await desk.open(ofAgreement('CompanynameAgreement', `/charges/${paid()?.id}`))
    await desk.page.getByRole('link', { name: 'Refund' }).click()
    await desk.button('Refund DKK 19.50').click()
    await toast('Refund of DKK 19.50 sent')
    await desk.pass(10)
    await desk.wait(9)
    await expectPill('Refunded')
    const { refunds } = desk.agreement('CompanynameAgreement')
    expect(refunds).toMatchObject([{ amountMinor: 1950, status: 'Issued' }])
  })

  test('8 request a one-off payment', async () => {
    await create('CompanynameAgreement2')
    await desk.act(desk.agreement('CompanynameAgreement2').id, 'accept')
    await desk.wait(6)
    await expectPill('Active')
    await askOneOff('CompanynameOneOff1')
  })

  test('9 cancel it', async () => {
    await desk.page.getByRole('link', { name: 'Cancel the one-off' }).click()
    await desk.button('Cancel the one-off of DKK 80.00').click()
    await toast('One-off cancelled')
    await expectPill('Cancelled')
  })

  test('10 request a new one', async () => {
    await askOneOff('CompanynameOneOff2')
    expect(oneOff('CompanynameOneOff2').status).toBe('Requested')
  })

  test('11 the customer accepts it, which the page shows by itself', async () => {
    await desk.act(oneOff('CompanynameOneOff2').id, 'accept')
    await desk.wait(9)
    await expectPill('Waiting for capture')
  })

  test('12 capture it', async () => {
    await desk.page.getByRole('link', { name: 'Capture DKK 80.00' }).click()
    await desk.button('Capture DKK 80.00').click()
    await toast('Captured DKK 80.00')
    await expectPill('Captured')
    expect(oneOff('CompanynameOneOff2').status).toBe('Captured')
  })

  test('13 cancel a reserved order together with its agreement', async () => {
    await askOneOff('CompanynameOneOff3')
    await desk.act(oneOff('CompanynameOneOff3').id, 'accept')
    await desk.open(ofAgreement('CompanynameAgreement2', '?tab=details'))
    await desk.page.getByText('Cancelling also cancels one-offs that are reserved').waitFor()
    await desk.button('Cancel the agreement').click()
    await outwait('Agreement cancelled')
    expect(oneOff('CompanynameOneOff3').status).toBe('Canceled')
  })

  test('14 invoice details of a payment, and their PDF', async () => {
    await desk.open(ofAgreement('CompanynameAgreement', `/charges/${paid()?.id}`))
    await desk.page.getByRole('link', { name: 'Add invoice details' }).click()
    await desk.field('Title').fill('Invoice')
    await desk.field('What').fill('One box')
    await desk.button('Save invoice details').click()
    await toast('Invoice details saved')
    expect(paid()?.attachment).toMatchObject({
      generatesPdf: true,
      details: { total: 19.5, totalVat: 3.9, totalExVat: 15.6 },
    })
    const downloaded = desk.page.waitForEvent('download')
    await desk.button('Download PDF').click()
    expect((await downloaded).suggestedFilename()).toMatch(/\.pdf$/)
  })
})
