import { afterAll, beforeAll, expect, test } from 'vitest'

import { column, exportFrom } from '../money/exported.ts'
import { openTill, type Till } from '../money/till.ts'

let till: Till

beforeAll(async () => {
  till = await openTill('FI12345678')
})
afterAll(() => till.close())

const names = (product?: string) =>
  till
    .world()
    .points.filter((point) => product === undefined || point.product === product)
    .map(({ name }) => name)

test('payment points of every product are listed, chosen by product, and open what they took', async () => {
  const { page } = till
  await till.open('/payments/points')
  const rows = page.getByRole('table', { name: 'Payment points' }).getByRole('rowheader')
  expect(await rows.allTextContents()).toEqual(names())
  // Reporting does not tell whether a point is active, so that is said of none it alone lists.
  expect(await page.getByText('Active', { exact: true }).count()).toBe(names('App payments').length)
  const shop = till.world().points.find(({ product }) => product === 'MyShop')
  await page.getByText(`MyShop · ${shop?.alias ?? ''}`).waitFor()

  await page.getByRole('combobox', { name: 'Product' }).selectOption('MyShop')
  await expect.poll(() => rows.allTextContents()).toEqual(names('MyShop'))
  expect(new URL(page.url()).search).toBe('?product=MyShop')
  await rows.getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: 'Transactions' }).waitFor()
  expect(new URL(page.url()).searchParams.get('point')).toBe(shop?.id)
})

test('the file of payment points holds those on the page', async () => {
  await till.open('/payments/points')
  const rows = await exportFrom(till.page, 'Plain')
  const { points } = till.world()
  expect(column(rows, 'name')).toEqual(points.map(({ name }) => name))
  expect(column(rows, 'payment_point_id')).toEqual(points.map(({ id }) => id))
  expect(column(rows, 'myshop_number')).toEqual(points.map(({ alias }) => alias ?? ''))

  await till.open('/payments/points?product=App%20payments')
  const some = await exportFrom(till.page, 'Danish and Finnish Excel')
  expect(column(some, 'Name')).toEqual(names('App payments'))
  expect(column(some, 'State')).toEqual(names('App payments').map(() => 'Active'))
})
