import { expect, it } from 'vitest'
import type * as z from 'zod/mini'

import { openBiller } from './biller.ts'
import * as schemas from './schemas.ts'

const open = async () => {
  const biller = openBiller()
  const { send, base, simulate, create } = biller
  const invoice = await create('link')
  const request = (invoiceId = invoice) =>
    send('POST', `${base}/directinvoiceconsents`, { invoiceId })
  const response = await request()
  expect(response.status).toBe(200)
  const consent = schemas.consent.parse(await response.json())
  return {
    ...biller,
    invoice,
    consent,
    request,
    answer: async (isConsentGranted: unknown, person = biller.people.karen) =>
      (
        await simulate(
          'PUT',
          `/consumers/me/invoices/directinvoiceconsent/${consent.consentId}`,
          { isConsentGranted },
          person,
        )
      ).status,
    look: async () => {
      const one = await send('GET', `${base}/directinvoiceconsents/${consent.consentId}`)
      return one.status === 200 ? schemas.consent.parse(await one.json()) : one.status
    },
    granted: async () => {
      const items: z.infer<typeof schemas.consent>[] = []
      for (let next: string | null = ''; next !== null;) {
        const query = new URLSearchParams({ state: 'granted', pagingState: next })
        const page = await send('GET', `${base}/directinvoiceconsents?${query.toString()}`)
        const { grantedConsents, pagingState } = schemas.consents.parse(await page.json())
        items.push(...grantedConsents)
        next = pagingState
      }
      return items.filter(({ invoiceId }) => invoiceId === invoice)
    },
  }
}

it('a consent is asked for on a link, and tells the phone number once it is granted', async () => {
  const { consent, invoice, accept, answer, look, granted, people } = await open()
  const pending = {
    consentId: consent.consentId,
    invoiceId: invoice,
    phoneNumber: null,
    state: 1,
    grantedOn: null,
  }
  expect(consent).toEqual(pending)
  expect(await look()).toEqual(pending)
  expect(await granted()).toEqual([])
  await accept(invoice, {}, people.sofie)
  expect(await answer(true, people.karen)).toBe(409)
  expect(await answer(true, people.sofie)).toBe(204)
  const now = {
    ...pending,
    phoneNumber: '+4522509895',
    state: 2,
    grantedOn: '2026-11-24T12:00:00Z',
  }
  expect(await look()).toEqual(now)
  expect(await granted()).toEqual([now])
  expect(await answer(false, people.sofie)).toBe(409)
})

it('a consent can be denied', async () => {
  const { answer, look, granted } = await open()
  expect(await answer('no')).toBe(400)
  expect(await answer(false)).toBe(204)
  expect(await look()).toMatchObject({ state: 3, phoneNumber: null })
  expect(await granted()).toEqual([])
})

it('a consent can be taken away by the customer', async () => {
  const { answer, look, simulate, consent } = await open()
  await answer(true)
  const path = `/directinvoiceconsents/${consent.consentId}`
  expect((await simulate('DELETE', path)).status).toBe(204)
  expect(await look()).toBe(404)
  expect((await simulate('DELETE', path)).status).toBe(404)
})

it('a consent is asked for once, on a link, of an invoice that there is', async () => {
  const { request, create, send, base } = await open()
  expect((await request()).status).toBe(409)
  expect((await request(await create('direct'))).status).toBe(409)
  expect((await request('7347ba06-95c5-4181-82e5-7c7a23609a0e')).status).toBe(404)
  expect((await request('one')).status).toBe(400)
  expect((await send('POST', `${base}/directinvoiceconsents`, {})).status).toBe(400)
})
