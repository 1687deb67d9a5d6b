import { readFile } from 'node:fs/promises'

import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { allowAtMobilePay, startConnecting } from '../steps.ts'

const box = 'DK87654321'
const utility = 'DK11223344'

let stack: Stack
let chromium: LaunchedBrowser
let page: Page

beforeEach(async () => {
  stack = await startStack()
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
})

afterEach(async () => {
  await chromium.close()
  await stack.close()
})

const inDays = (count: number) =>
  new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10).split('-').toReversed()

async function connect(vat: string): Promise<void> {
  page = await (await chromium.browser.newContext()).newPage()
  await startConnecting(page, stack.bff.url, vat.slice(2))
  await allowAtMobilePay(page)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
}

async function chooseFile(name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (
    await chooser
  ).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') })
}

/** Waits until nothing is being sent. */
async function rested(): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).waitFor({ state: 'detached', timeout: 60_000 })
}

/** Goes on until MobilePay has answered for every row. */
async function goOn(): Promise<void> {
  const button = page.getByRole('button', { name: 'Go on' })
  for (let round = 0; round < 5; round += 1) {
    await rested()
    await page.locator('.kpi').first().waitFor()
    if ((await button.count()) === 0) return
    await button.click()
  }
}

const figure = (name: string) =>
  page.locator('.kpi').filter({ hasText: name }).locator('.kpi-value').textContent()

test(
  '500 charges: each good row once, over a lost answer and a reload, each bad row named',
  { timeout: 180_000 },
  async () => {
    await connect(box)
    const world = stack.sandbox.control.world(box)
    const [provider] = world?.providers.values() ?? []
    if (!provider) throw new Error('the box has no provider')
    const agreements = [...provider.agreements.values()]
      .filter(({ status }) => status === 'Accepted')
      .slice(0, 500)
    const lines = agreements.map(({ id }, index) => {
      const amount = index % 100 === 0 ? '1.234' : '96,64'
      const due = index % 100 === 1 ? '31-11-2026' : inDays(10).join('-')
      const own = index % 100 === 2 ? '' : `IMP-${index}`
      return `${id};${amount};${due};${own};K\u00F8benhavn ${index}`
    })
    const file = ['Aftale-id;Bel\u00F8b;Forfaldsdato;Eget id;Tekst', ...lines].join('\r\n')

    await page.goto(`${stack.bff.url}/subscriptions/${provider.point.id}/charges/import`)
    await chooseFile('charges.csv', file)
    await page.getByRole('button', { name: 'Look at 500 rows' }).click()
    expect(await figure('With problems')).toBe('15')
    const send = page.getByRole('button', { name: /^Send 485 charges, / })
    expect(await send.textContent()).toMatch(/46,870\.40/)
    await page.getByText('With problems', { exact: true }).last().click()
    await expect.poll(() => page.getByText('Write 1234 or 1,23.').count()).toBe(5)
    expect(await page.getByText('Write a date such as').count()).toBe(5)
    expect(await page.getByText('Fill this in.').count()).toBe(5)

    // One bad row is put right in place.
    const own = page.getByRole('textbox', { name: 'Your ID, line 4', exact: true })
    await own.fill('IMP-2')
    await own.press('Enter')
    const call = 'POST /subscriptions/api/providers/{providerid}/paymentrequests'
    stack.sandbox.control.mishaps.next(call, { kind: 'lose' })
    await page.getByRole('button', { name: /^Send 486 charges, / }).click()
    await page.getByText('Nothing is sent twice').waitFor({ timeout: 60_000 })
    await page.reload()
    await goOn()
    expect(await figure('At MobilePay')).toBe('486')
    const requested = agreements.flatMap(({ charges }) =>
      charges.filter(({ externalId }) => externalId.startsWith('IMP-')),
    )
    expect(requested).toHaveLength(486)
    expect(new Set(requested.map(({ externalId }) => externalId)).size).toBe(486)
    expect(requested.every(({ amountMinor }) => amountMinor === 9664)).toBe(true)
    // Rows name people: they go when the business goes.
    const kept = () =>
      page.evaluate('indexedDB.databases().then((all) => all.map((one) => one.name))')
    expect(await kept()).toContain('mpc-imports')
    await page.goto(`${stack.bff.url}/connection`)
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(kept).not.toContain('mpc-imports')
    await page.close()
  },
)

test(
  '2,000 invoices: each good row once, over a fault and a reload, each bad row named',
  { timeout: 240_000 },
  async () => {
    await connect(utility)
    const world = stack.sandbox.control.world(utility)
    if (!world) throw new Error('there is no utility')
    const due = inDays(14).join('.')
    const lines = Array.from({ length: 2000 }, (_, index) => {
      const phone = index % 100 === 0 ? '123' : `2${String(index).padStart(7, '0')}`
      const amount = index % 100 === 1 ? '-5,00' : '1.360,25'
      // Nothing is wrong with it but that MobilePay has nobody by that number.
      const unknown = index % 100 === 2 ? `0${String(index).padStart(7, '1')}` : phone
      return `${unknown};${amount};${due};IMP-${index};Varme;"Kunde; nr. ${index}"`
    })
    const file = ['Mobil;Bel\u00F8b;Forfaldsdato;Fakturanr.;Tekst;Navn', ...lines].join('\r\n')
    await page.goto(`${stack.bff.url}/invoices/import`)
    await chooseFile('invoices.csv', file)
    await page.getByRole('button', { name: 'Look at 2,000 rows' }).click()
    expect(await figure('With problems')).toBe('40')
    const batch = 'POST /invoice-restapi/api/v1/merchants/{merchantid}/invoices/batch'
    stack.sandbox.control.mishaps.next(batch, {
      kind: 'misreport',
      status: 500,
      contentType: 'text/html',
      body: '<h1>Oops</h1>',
    })
    await page.getByRole('button', { name: /^Send 1,960 invoices, / }).click()
    await page.getByText('Nothing is sent twice').waitFor({ timeout: 60_000 })
    await page.reload()
    await goOn()
    const mine = [...world.invoiceBook.invoices.values()].filter(
      ({ number, status }) => number?.startsWith('IMP-') && status !== 'invalid',
    )
    expect(new Set(mine.map(({ number }) => number)).size).toBe(mine.length)
    expect(mine).toHaveLength(1940)
    expect(await figure('At MobilePay')).toBe('1,940')
    expect(await figure('With problems')).toBe('60')
    await page.getByText('With problems', { exact: true }).last().click()
    expect(await page.getByText('Nobody with this number can pay with MobilePay.').count()).toBe(20)
    await page.close()
  },
)

test('what was refused can be sent once more, and the rows with problems are a file', async () => {
  await connect(utility)
  const due = inDays(14).join('.')
  const amounts = ['100,00', '200,00', '1.234', '400,00']
  const lines = amounts.map((amount, index) => `2000000${index};${amount};${due};AGAIN-${index};V`)
  await page.goto(`${stack.bff.url}/invoices/import?kind=link`)
  await chooseFile('again.csv', ['Mobil;Bel\u00F8b;Forfald;Fakturanr.;Tekst', ...lines].join('\n'))
  await page.getByRole('button', { name: 'Look at 4 rows' }).click()
  const link = 'POST /invoice-restapi/api/v1/merchants/{merchantid}/invoices/link'
  stack.sandbox.control.mishaps.next(link, {
    kind: 'respond',
    status: 400,
    contentType: 'application/json',
    body: JSON.stringify({ error: 'DomainError', error_code: '10102', error_description: 'away' }),
  })
  await page.getByRole('button', { name: /^Send 3 invoices, DKK 700.00/ }).click()
  await rested()
  await page.getByText('This customer cannot be reached at the moment.').waitFor()
  const made = () =>
    [...(stack.sandbox.control.world(utility)?.invoiceBook.invoices.values() ?? [])].filter(
      ({ number }) => number?.startsWith('AGAIN-'),
    )
  expect(made()).toHaveLength(2)

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download 2 problem rows' }).click()
  const file = await readFile(await (await saved).path(), 'utf8')
  const [head, ...rest] = file.split('\r\n')
  expect(head).toBe('Mobil,Bel\u00F8b,Forfald,Fakturanr.,Tekst,Result,MobilePay ID,Link,Reason')
  const reasons = rest.join('\n')
  expect(reasons).toMatch(/,refused,,,This customer cannot be reached at the moment\.$/m)
  expect(reasons).toMatch(/,AGAIN-2,V,invalid,,,"?Amount: Is that a thousand or a decimal\?/)

  await page.getByRole('button', { name: 'Retry 1 refused row' }).click()
  await page.getByRole('button', { name: /^Go on: Send 1 invoice, DKK [124]00.00$/ }).click()
  await rested()
  await expect.poll(() => made().length).toBe(3)
  expect(new Set(made().map(({ number }) => number)).size).toBe(3)
  await page.close()
})
