import { readFile } from 'node:fs/promises'

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { customers } from '../../sandbox/data/customers.ts'
import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

const vat = 'DK11223344'
const [karen] = customers
if (!karen) throw new Error('there is no test user')

let stack: Stack
let chromium: LaunchedBrowser
let page: Page

beforeAll(async () => {
  stack = await startStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  // A context of its own, which lets files be saved.
  page = await (await chromium.browser.newContext()).newPage()
  page.setDefaultTimeout(15_000)
  await startConnecting(page, stack.bff.url, vat.slice(2))
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
})

afterAll(async () => {
  await chromium.close()
  await stack.close()
})

const invoices = () => [...(stack.sandbox.control.world(vat)?.invoiceBook.invoices.values() ?? [])]
const numbered = (number: string) => invoices().filter((invoice) => invoice.number === number)
const button = (name: string | RegExp) => page.getByRole('button', { name })
const open = (path: string) => page.goto(stack.bff.url + path)

/** What a customer does with an invoice, in MobilePay's own way to simulate it. */
async function act(id: string, what: 'accept' | 'reject', body: object = {}): Promise<number> {
  const base = `${stack.sandbox.gatewayUrl}/invoice-restapi/api/v1/consumers/me/invoices`
  const response = await fetch(`${base}/${id}/${what}`, {
    method: 'PUT',
    headers: { authenticateduser: karen?.id ?? '', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.status
}

async function fill(number: string): Promise<void> {
  await page.getByLabel(/^Customer’s phone number/).fill(karen?.phoneNumber ?? '')
  await page.getByLabel('Invoice number').fill(number)
  await page.getByLabel('What', { exact: true }).first().fill('Heat in November')
  await page.getByLabel('Quantity').first().fill('1,125')
  await page
    .getByLabel(/^Price each/)
    .first()
    .fill('320,40')
}

// MobilePay docs: invoice/development-guide/verification has eleven steps; the numbers are theirs.
test('1, 2 whose invoices they are, and who sends them', async () => {
  await open('/invoices/settings')
  const [issuer] = stack.sandbox.control.world(vat)?.points ?? []
  await page.getByText(issuer?.id ?? 'no issuer').waitFor()
  expect(await page.getByText('In use').count()).toBeGreaterThan(0)
})

test('3, 11 a direct invoice: live totals, its payment reference, the amount in the button', async () => {
  await open('/invoices')
  await page.getByText('No invoices were sent from this browser yet').waitFor()
  await open('/invoices/new')
  await button(/^Send invoice/).click()
  await page.getByText('Write the customer’s phone number.').first().waitFor()
  await page.getByText('Give the invoice a number, or a payment reference.').first().waitFor()
  await fill('D-1')
  await button('Add a line').click()
  await page.getByLabel('What', { exact: true }).nth(1).fill('Fee')
  await page
    .getByLabel(/^Price each/)
    .nth(1)
    .fill('39,55')
  await page.getByLabel(/^Payment reference/).fill('CUSTOMER-7')
  await button('Send invoice, DKK 400.00').click()
  await page.getByText('It waits for the customer.').waitFor()
  const [sent] = numbered('D-1')
  expect(sent).toMatchObject({
    kind: 'direct',
    totalMinor: 400_00,
    vatMinor: 80_00,
    paymentReference: 'CUSTOMER-7',
  })
  await page.getByText('CUSTOMER-7').waitFor()
  expect(sent?.articles.map(({ totalMinor }) => totalMinor)).toEqual([360_45, 39_55])
})

test.each(['direct', 'link'] as const)('4, 7 several at once from a file: %s', async (kind) => {
  await open(`/invoices/import?kind=${kind}`)
  const due = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
  const rows = [1, 2, 3].map((row) => `2011223${row};${row}0,50;${due};F-${kind}-${row};Heat`)
  const chooser = page.waitForEvent('filechooser')
  await button('Choose a file').click()
  const text = ['Phone;Amount;Due;Invoice no;Text', ...rows].join('\n')
  const file = { name: 'heat.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await (await chooser).setFiles(file)
  await button('Look at 3 rows').click()
  await button('Send 3 invoices, DKK 61.50').click()
  await expect
    .poll(() => page.getByRole('table').getByText('Created').count(), {
      timeout: 20_000,
    })
    .toBe(3)
  const made = invoices().filter(({ number }) => number?.startsWith(`F-${kind}-`))
  expect(made.map((invoice) => [invoice.kind, invoice.totalMinor])).toEqual([
    [kind, 1050],
    [kind, 2050],
    [kind, 3050],
  ])
  const links = page.getByRole('table').getByRole('link')
  expect(await links.count()).toBe(kind === 'link' ? 3 : 0)
})

test('a lost answer does not send it twice', async () => {
  const create = 'POST /invoice-restapi/api/v1/merchants/{merchantid}/invoices'
  stack.sandbox.control.mishaps.next(create, { kind: 'lose' })
  await open('/invoices/new')
  await fill('D-2')
  await button('Send invoice, DKK 360.45').click()
  await button('Try again: Send invoice, DKK 360.45').click()
  await page.getByText('The invoice had arrived; MobilePay does not tell its ID again').waitFor()
  expect(numbered('D-2')).toHaveLength(1)
  await open('/invoices/new')
  await fill('D-2')
  await button('Send invoice, DKK 360.45').click()
  await page.getByText('This very invoice was sent before.').first().waitFor()
  expect(numbered('D-2')).toHaveLength(1)
})

test('an invoice that has only a payment reference, with a line that something is taken off', async () => {
  await open('/invoices/new')
  await fill('')
  await page.getByText('Article number, unit, reduction').click()
  await page.getByLabel('Article number').fill('HEAT-11')
  await page.getByLabel('Unit').fill('MWh')
  await page.getByLabel(/^Taken off the line/).fill('400')
  await page.getByLabel(/^Payment reference/).fill('REF-1')
  await page.getByLabel(/^Address of your own document/).fill('https://heat.example/REF-1.pdf')
  await button('Send invoice, DKK 0.00').click()
  await page.getByText('The reduction must be less than the line comes to.').first().waitFor()
  await page.getByLabel(/^Taken off the line/).fill('60,45')
  await button('Send invoice, DKK 300.00').click()
  await page.getByText('It waits for the customer.').waitFor()
  const sent = invoices().find(({ paymentReference }) => paymentReference === 'REF-1')
  expect(sent).toMatchObject({
    number: undefined,
    totalMinor: 300_00,
    vatMinor: 60_00,
    invoiceUrl: 'https://heat.example/REF-1.pdf',
    articles: [{ number: 'HEAT-11', unit: 'MWh', quantity: 1.125, totalMinor: 300_00 }],
  })
  await page.getByRole('link', { name: 'https://heat.example/REF-1.pdf' }).waitFor()
})

test('a new invoice can begin as a copy of another, with a number of its own', async () => {
  await open('/invoices')
  await page.getByRole('link', { name: 'D-1' }).click()
  await page.getByRole('link', { name: 'Duplicate as new' }).click()
  await expect.poll(() => page.getByLabel('What', { exact: true }).count()).toBe(2)
  expect(await page.getByLabel('Invoice number').inputValue()).toBe('')
  await page.getByLabel(/^Customer’s phone number/).fill(karen?.phoneNumber ?? '')
  await page.getByLabel('Invoice number').fill('D-4')
  await button('Send invoice, DKK 400.00').click()
  await page.getByText('It waits for the customer.').waitFor()
  const [sent] = numbered('D-4')
  expect(sent).toMatchObject({
    totalMinor: 400_00,
    vatMinor: 80_00,
    paymentReference: 'CUSTOMER-7',
  })
  expect(sent?.articles.map(({ description }) => description)).toEqual(['Heat in November', 'Fee'])
})

test('10 MobilePay’s refusal stands at the field it is about', async () => {
  await open('/invoices/new')
  await fill('D-3')
  await page.getByLabel(/^Customer’s phone number/).fill('+358 40 123 4567')
  await button(/^Send invoice/).click()
  await page.getByText('The customer is in another country.').first().waitFor()
  expect(numbered('D-3')).toHaveLength(0)
})

test('6, 9 a link: its QR code, the question for consent, accepted, paid', async () => {
  await open('/invoices/new?kind=link')
  await fill('L-1')
  await button('Create link, DKK 360.45').click()
  await page.getByRole('img', { name: 'QR code that opens the invoice' }).waitFor()
  const [link] = numbered('L-1')
  if (!link) throw new Error('no link was made')
  await button('Ask for direct invoices').click()
  await page.getByText('The customer is asked when they open the link.').waitFor()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  expect(await act(link.id, 'accept', { paymentDate: tomorrow })).toBe(200)
  await button('Refresh').click()
  await page.getByText('The customer agreed to pay').waitFor()
  expect(await act(link.id, 'accept')).toBe(200)
  await button('Refresh').click()
  await page.getByText('The customer has paid it.').waitFor()
  expect(await button(/^Cancel invoice/).count()).toBe(0)
})

test('5 cancelling can be undone for a while; then MobilePay has it cancelled', async () => {
  await open('/invoices')
  await page.getByRole('link', { name: 'D-1' }).click()
  await button('Cancel invoice, DKK 400.00').click()
  await page.getByText('Being cancelled').waitFor()
  await button('Undo').click()
  await button('Cancel invoice, DKK 400.00').click()
  await page.mouse.move(5, 5)
  await page.getByText('It was taken back.').waitFor({ timeout: 20_000 })
  expect(numbered('D-1')[0]?.status).toBe('canceled')
})

test('the list of this browser knows states, and finds by number and by any ID', async () => {
  await open('/invoices')
  const table = page.getByRole('table')
  await table.getByText('Cancelled').waitFor()
  await table.getByText('Paid').waitFor()
  await page.getByRole('searchbox').fill('L-1')
  await button('Find').click()
  await expect.poll(() => table.getByRole('row').count()).toBe(2)
  const saved = page.waitForEvent('download')
  await button('CSV').click()
  await button('Export').click()
  const file = await readFile(await (await saved).path(), 'utf8')
  expect(file.split('\r\n')).toEqual([
    'number,sent_as,sent,due,state,amount,currency,invoice_id,link',
    expect.stringMatching(/^L-1,As a link,.*,Paid,360\.45,DKK,[0-9a-f-]{36},http/),
    '',
  ])
  await button('Done').click()
  const other = invoices().find(({ number }) => !number?.startsWith('D-') && number !== 'L-1')
  await page.getByRole('searchbox').fill(other?.id ?? '')
  await button('Find').click()
  await page.getByText('On the invoice').waitFor()
  await open('/invoices/7347ba06-95c5-4181-82e5-7c7a23609a0e')
  await page.getByText('MobilePay has no invoice with this ID').waitFor()
})

test('8 callback address and credentials are set, and those who agreed are listed', async () => {
  await open('/invoices/settings')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://shop.example/invoices')
  await page.getByRole('textbox', { name: 'User name' }).fill('mobilepay')
  await page.getByRole('textbox', { name: 'Password' }).fill('secret-1')
  await button('Save').click()
  await page.getByText('Callback address saved').waitFor()
  expect(
    await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })'),
  ).not.toContain('secret-1')
  const settings = stack.sandbox.control.world(vat)?.invoiceBook.callbackSettings
  expect(settings).toMatchObject({
    url: 'https://shop.example/invoices',
    authorization: { scheme: 'Basic', userName: 'mobilepay', password: 'secret-1' },
  })
  await open('/invoices/consents')
  await page.getByText('Nobody has agreed yet').or(page.getByRole('table')).first().waitFor()
})
