import { expect, test } from 'vitest'

import { catalogue } from './catalogue.ts'
import { judge } from './verdicts.ts'

const items = [
  { id: '1', title: 'one' },
  { id: '2', title: 'two', notApplicable: 'a reason' },
]
const about = (id: string, passed: boolean) => ({ title: `test of ${id}`, passed, items: [id] })
const verdicts = (...results: Parameters<typeof judge>[1]) =>
  judge(items, results).map(({ verdict }) => verdict)

test('an item passes when all of its tests do, and does not apply when it has a reason', () => {
  expect(verdicts(about('1', true), about('1', true))).toEqual(['pass', 'not applicable'])
})

test('an item fails with one of its tests, without any test, or with a test and a reason', () => {
  expect(verdicts(about('1', true), about('1', false))).toEqual(['fail', 'not applicable'])
  expect(verdicts()).toEqual(['fail', 'not applicable'])
  expect(verdicts(about('1', true), about('2', true))).toEqual(['pass', 'fail'])
})

test('the catalogue has every number once, and a reason is a sentence', () => {
  const ids = catalogue.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (let number = 1; number <= 47; number += 1) expect(ids).toContain(String(number))
  const reasons = catalogue.flatMap(({ notApplicable = [] }) => notApplicable)
  for (const reason of reasons) expect(reason).toMatch(/^[A-Z].{40,}\.$/)
})
