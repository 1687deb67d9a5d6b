import { randomUUID } from 'node:crypto'

import * as z from 'zod/mini'

import { openBiller } from '../../apis/biller.ts'

const nobody = randomUUID()

/** Invoices of both kinds, one by one and in batches, up to their end. */
export const playInvoices = async (): Promise<void> => {
  const biller = openBiller()
  const { base, create, createBatch, dayAfter, invoice, moveClock, own, send, simulate } = biller
  await send('GET', `${base}/merchants/me`)
  await send('GET', `${own}/invoiceissuers`)
  await send('GET', `${base}/merchants/${nobody}/invoiceissuers`)

  const direct = await create('direct')
  await send('POST', `${own}/invoices`, invoice())
  await send('POST', `${own}/invoices`, invoice({ totalAmount: 'much' }))
  await send('POST', `${own}/invoices/link`, invoice({ dueDate: 'never' }))
  await createBatch('direct', [invoice({ invoiceNumber: '302' }), { invoiceNumber: '303' }])
  await createBatch('link', [invoice({ invoiceNumber: '304' }), {}])
  await send('POST', `${own}/invoices/batch`, {})
  await send('POST', `${own}/invoices/link/batch`, 7)
  moveClock(10_000)

  const paid = await create('link', { invoiceNumber: '305' })
  const later = await create('link', { invoiceNumber: '306' })
  const rejected = await create('direct', { invoiceNumber: '307' })
  const accept = (id: string, body: unknown = {}, person = biller.people.karen) =>
    simulate('PUT', `/consumers/me/invoices/${id}/accept`, body, person)
  await accept(paid)
  await accept(paid)
  await accept(later, { paymentDate: dayAfter(3) })
  await accept(later, { paymentDate: 'someday' })
  await accept(nobody)
  await accept(await create('link', { invoiceNumber: '308' }), {}, biller.people.bo)
  for (const id of [rejected, rejected, nobody]) {
    await simulate('PUT', `/consumers/me/invoices/${id}/reject`)
  }
  await simulate('GET', `/consumers/me/invoices/${direct}/pdf`)
  await simulate('GET', `/consumers/me/invoices/${nobody}/pdf`)

  for (const id of [direct, paid, later, rejected, nobody]) {
    await send('GET', `${own}/invoices/${id}`)
    await send('GET', `${own}/invoices/${id}/status`)
    await send('PUT', `${own}/invoices/${id}/cancel`)
  }

  const callbackUrl = 'https://shop.example/invoices'
  await send('PUT', `${own}/auth/basic`, { username: 'u', password: 'p', callbackUrl })
  await send('PUT', `${own}/auth/basic`, {})
  await send('PUT', `${own}/auth/apikey`, { apiKey: 'k', callbackUrl })
  await send('PUT', `${own}/auth/apikey`, {})
}

/** A consumer's leave to be sent invoices directly. */
export const playInvoiceConsents = async (): Promise<void> => {
  const { base, create, send, simulate } = openBiller()
  const path = `${base}/directinvoiceconsents`
  const invoiceId = await create('link')
  const requested: unknown = await (await send('POST', path, { invoiceId })).json()
  const { consentId } = z.object({ consentId: z.string() }).parse(requested)
  await send('POST', path, { invoiceId: nobody })
  await send('POST', path, {})
  await send('GET', `${path}/${consentId}`)
  await send('GET', `${path}/${nobody}`)
  const answer = (id: string, body: unknown) =>
    simulate('PUT', `/consumers/me/invoices/directinvoiceconsent/${id}`, body)
  await answer(consentId, { isConsentGranted: true })
  await simulate('PUT', `/consumers/me/invoices/${invoiceId}/accept`, {})
  await answer(consentId, {})
  await answer(consentId, { isConsentGranted: true })
  await answer(consentId, { isConsentGranted: true })
  await answer(nobody, { isConsentGranted: false })
  await send('GET', `${path}/${consentId}`)
  await send('GET', path)
  await send('GET', `${path}?state=denied`)
  await simulate('DELETE', `/directinvoiceconsents/${consentId}`)
  await simulate('DELETE', `/directinvoiceconsents/${consentId}`)
}
