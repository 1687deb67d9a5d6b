import { expect, it } from 'vitest'

import { createRandom } from './random.ts'

const stream = (label: string) => {
  const random = createRandom(label)
  return Array.from({ length: 50 }, () => random.uuid())
}

it('a label always gives the same stream and another label another one', () => {
  expect(stream('a')).toEqual(stream('a'))
  expect(new Set([...stream('a'), ...stream('b')]).size).toBe(100)
})

it('ids are GUIDs of version 4', () => {
  const random = createRandom('ids')
  for (let index = 0; index < 1000; index += 1) {
    expect(random.uuid()).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u,
    )
  }
})

it('numbers spread as they should', () => {
  const random = createRandom('spread')
  const rolls = Array.from({ length: 60_000 }, () => random.integer(1, 6))
  for (const side of [1, 2, 3, 4, 5, 6]) {
    const share = rolls.filter((roll) => roll === side).length / rolls.length
    expect(share).toBeCloseTo(1 / 6, 1.9)
  }
  const counts = Array.from({ length: 20_000 }, () => random.count(2.5))
  expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeCloseTo(2.5, 1)
  expect(random.count(0)).toBe(0)
})
