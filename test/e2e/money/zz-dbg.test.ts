import { test } from 'vitest'
import { openTill, settle } from './till.ts'
test('dbg', async () => {
  const till = await openTill('DK12345678')
  const { page } = till
  page.setDefaultTimeout(5000)
  const step = async (n: string, f: () => Promise<unknown>) => { try { await f(); console.log('ok', n, page.url()) } catch (e) { console.log('FAIL', n, page.url(), String(e).slice(0, 400)); await page.screenshot({ path: `/tmp/money/dbg-${n}.png` }) } }
  await till.open('/transactions?from=2020-01-01&to=2030-01-01')
  const { lines } = till.world().ledger
  const oldest = lines.find(({ details }) => details.reference?.startsWith('NK-') === true)
  const reference = oldest?.details.reference ?? ''
  const found = lines.filter(({ details }) => details.reference?.includes(reference) === true)
  console.log(reference, found.length, oldest?.details)
  await step('fill', () => page.getByRole('searchbox').fill(reference))
  await step('found', () => page.getByText(`${found.length} found in all`).waitFor())
  await step('views', () => page.getByRole('button', { name: 'Saved views' }).click())
  await step('name', () => page.getByRole('textbox', { name: 'Name' }).fill('The oldest'))
  await step('save', () => page.getByRole('button', { name: 'Save', exact: true }).click())
  await page.keyboard.press('Escape')
  await step('open', () => till.open('/transactions?type=Refund'))
  await step('views2', () => page.getByRole('button', { name: 'Saved views' }).click())
  await step('link', () => page.getByRole('link', { name: 'The oldest' }).click())
  await step('found2', () => page.getByText(`${found.length} found in all`).waitFor())
  await step('row', () => page.getByRole('row').nth(1).getByRole('link').click())
  await step('openp', () => page.getByRole('dialog').getByRole('link', { name: 'Open payment' }).click())
  await step('url', () => page.waitForURL(`**/payments/${oldest?.details.paymentId ?? ''}`))
  await step('settle', () => settle(page))
  await till.close()
}, 100_000)
