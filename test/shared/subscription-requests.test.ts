import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { isCalendarDay } from '#shared/dates.ts'
import { type Attachment, attachmentAnswer, attachmentBody } from '#shared/mobilepay/attachments.ts'
import { oneOffBody, subscriptionRefundBody } from '#shared/mobilepay/charges-request.ts'
import { chargesBody, createdOneOffAnswer } from '#shared/mobilepay/charges.ts'
import { homes } from '#shared/mobilepay/common.ts'
import {
  agreementBody,
  agreementPatch,
  callbackAuthBody,
  callbackUrlPatch,
  chargeAmountPatch,
} from '#shared/mobilepay/subscriptions-request.ts'
import { createdAgreementAnswer } from '#shared/mobilepay/subscriptions.ts'

import { documentationDialect, openapiDialect } from '../sandbox/apis/dialect.ts'
import { anyText, openApis } from '../sandbox/apis/harness.ts'

const dialects = { 'the OpenAPI documents': openapiDialect, 'the guides': documentationDialect }
const money = (minor: number) => ({ minor, currency: 'DKK' }) as const
const day = (text: string) => {
  if (!isCalendarDay(text)) throw new Error(`${text} is no day`)
  return text
}

describe.each(Object.entries(dialects))('as in %s', (_, dialect) => {
  const sandbox = openApis({ dialect })
  const provider = [...sandbox.world('box').providers.values()][0]
  if (!provider) throw new Error('the box has no provider')
  const base = `/subscriptions/api/providers/${provider.point.id}`

  const patch = (path: string, body: unknown) => sandbox.send('box', 'PATCH', path, body)
  const send = async (path: string, body: unknown) => {
    const response = await sandbox.send('box', 'POST', path, body)
    expect([response.status, await response.clone().text()]).toEqual([
      expect.toBeOneOf([201, 202]),
      expect.any(String),
    ])
    return response.json()
  }

  test('an agreement is asked for, changed, charged less, and refunded as MobilePay takes it', async () => {
    const euros = { minor: 1_050, currency: 'DKK' } as const
    const created = z.parse(
      createdAgreementAnswer,
      await send(
        `${base}/agreements`,
        agreementBody({
          currency: 'DKK',
          plan: 'Box',
          description: 'Every month',
          amount: { minor: 19_995, currency: 'DKK' },
          frequency: 12,
          externalId: 'EXT-9',
          expiresAfterMinutes: 60,
          phone: '+4511100118',
          userRedirect: 'https://shop.example/back',
          successCallback: 'https://shop.example/yes',
          cancelCallback: 'https://shop.example/no',
          cancelRedirect: 'https://shop.example/leave',
          oneOff: {
            amount: euros,
            externalId: 'FIRST',
            description: 'First box',
            expiresAfterMinutes: 60,
          },
        }),
      ),
    )
    expect(created.oneOffId).toEqual(anyText)
    const agreement = provider.agreements.get(created.id)
    if (!agreement) throw new Error('the agreement is not there')
    expect(agreement).toMatchObject({
      amountMinor: 19_995,
      phoneNumber: '+4511100118',
      oneOffs: [{ amountMinor: 1050, externalId: 'FIRST' }],
    })

    const changes = agreementPatch({
      amount: null,
      plan: 'Big box',
      cancelCallback: 'https://s.example/',
      cancelRedirect: 'https://s.example/leave',
      fixesNotifications: true,
    })
    expect((await patch(`${base}/agreements/${created.id}`, changes)).status).toBe(204)
    expect(agreement).toMatchObject({
      amountMinor: undefined,
      plan: 'Big box',
      frequency: 12,
      disableNotificationManagement: true,
    })
    expect(Object.fromEntries(agreement.links.map(({ rel, href }) => [rel, href]))).toEqual({
      'user-redirect': 'https://shop.example/back',
      'success-callback': 'https://shop.example/yes',
      'cancel-callback': 'https://s.example/',
      'cancel-redirect': 'https://s.example/leave',
    })
    const url = callbackUrlPatch('https://shop.example/callbacks')
    expect((await patch(base, url)).status).toBe(204)
    expect(provider.callbackUrl).toBe('https://shop.example/callbacks')
    for (const auth of [
      { scheme: 'basic', userName: 'shop', password: 'secret' },
      { scheme: 'apikey', key: 'abc' },
      {
        scheme: 'oauth2',
        clientId: 'shop',
        clientSecret: 'secret',
        tokenUrl: 'https://shop.example/token',
        scope: null,
      },
    ] as const) {
      const path = `${base}/auth/${auth.scheme}`
      const { status } = await sandbox.send('box', 'PUT', path, callbackAuthBody(auth))
      expect([auth.scheme, status]).toEqual([auth.scheme, 204])
    }

    const active = [...provider.agreements.values()].find(({ status }) => status === 'Accepted')
    if (!active) throw new Error('nobody agreed')
    const own = `${base}/agreements/${active.id}`
    const oneOff = oneOffBody({
      amount: euros,
      externalId: 'ONE-9',
      description: 'Extra',
      expiresAfterMinutes: 30,
      isAutomatic: false,
      userRedirect: 'https://shop.example/back',
    })
    const { id } = z.parse(createdOneOffAnswer, await send(`${own}/oneoffpayments`, oneOff))
    expect(active.oneOffs.find((one) => one.id === id)).toMatchObject({ amountMinor: 1050 })
    const refund = subscriptionRefundBody({
      amount: euros,
      externalId: 'R-9',
      callbackUrl: 'https://shop.example/refunds',
    })
    await send(`${own}/payments/${id}/refunds`, refund)
    expect(active.refunds.at(-1)).toMatchObject({ amountMinor: 1050, externalId: 'R-9' })

    const charge = {
      agreementId: active.id,
      amount: { minor: 2000, currency: 'DKK' },
      dueDay: day('2026-12-01'),
      externalId: 'EXT-10',
      description: 'December',
      graceDays: null,
    } as const
    await send(`${base}/paymentrequests`, chargesBody([charge]))
    const made = active.charges.find(({ externalId }) => externalId === 'EXT-10')
    const lowered = await patch(`${own}/paymentrequests/${made?.id}`, chargeAmountPatch(euros))
    expect([lowered.status, made?.amountMinor]).toEqual([204, 1050])
  })

  test('an attachment comes back as it was sent, though under other names', async () => {
    const charged = [...provider.agreements.values()].find(({ charges }) => charges.length > 0)
    const path = `${base}/payments/${charged?.charges[0]?.id}/attachment`
    const attachment: Attachment = {
      externalUrl: null,
      hasPdf: true,
      details: {
        title: 'Invoice',
        hidesPointAddress: true,
        consumerName: 'Karen',
        consumerAddress: ['Vej 1', '2200 København N'],
        consumerPhone: '+4511100118',
        contactName: 'Mette',
        deliveryAddress: ['Vej 2'],
        invoiceNumber: 'A-1',
        orderNumber: 'O-1',
        buyerOrderNumber: 'B-1',
        issueDay: day('2026-11-01'),
        dueDay: day('2026-12-01'),
        orderDay: day('2026-10-01'),
        deliveryDay: null,
        paymentReference: 'P-1',
        comment: 'Thanks\nand bye',
        reduction: money(100),
        discount: money(50),
        bonus: null,
        totalExVat: money(1_444),
        vat: money(361),
        total: money(1_805),
        articles: [
          {
            number: 'N-1',
            description: 'Box',
            quantity: 1.5,
            unit: 'kg',
            pricePerUnit: 13.0333,
            vatRate: 25,
            vat: money(391),
            total: money(1_955),
          },
        ],
      },
    }
    const { status } = await sandbox.send('box', 'PUT', path, attachmentBody(attachment))
    expect(status).toBe(204)
    expect(z.parse(attachmentAnswer(homes.DK), await sandbox.read('box', path))).toEqual(attachment)
  })
})
