import { expect, test } from 'vitest'

import { documentationDialect, openapiDialect } from '../apis/dialect.ts'
import { startConnected } from '../connected.ts'
import { createRules } from '../data/rules.ts'
import { disagreements, disagreementTable } from './disagreements.ts'

test('every disagreement is a setting or decided, and every setting is for one', () => {
  console.log(disagreementTable())
  const named = disagreements.flatMap(({ kept }) => (kept.kind === 'setting' ? [kept.name] : []))
  for (const name of Object.keys(openapiDialect)) expect(named).toContain(name)
  const known = new Set([
    ...Object.keys(openapiDialect),
    ...Object.keys(createRules()),
    'refreshTokens',
  ])
  expect(named.filter((name) => !known.has(name))).toEqual([])
})

test('the two dialects differ in everything', () => {
  const same = Object.entries(documentationDialect).filter(
    ([name, value]) =>
      Object.entries(openapiDialect).find(([other]) => other === name)?.[1] === value,
  )
  expect(same).toEqual([])
})

const merchants = async (dialect = {}) => {
  const { sandbox, merchant } = await startConnected('finnish', { dialect })
  const me = await merchant.json('GET', '/subscriptions/api/merchants/me')
  const invoices = await merchant.json('GET', '/invoice-restapi/api/v1/merchants/me')
  await sandbox.close()
  return [Array.isArray(me), JSON.stringify(invoices).slice(0, 13)]
}

test('a stand-in is started in either dialect, or in a mixture', async () => {
  expect(await merchants()).toEqual([false, '{"merchantId"'])
  expect(await merchants(documentationDialect)).toEqual([true, '{"MerchantId"'])
  expect(await merchants({ merchantsMe: 'array' })).toEqual([true, '{"merchantId"'])
})
