import { expect, test } from 'vitest'

import { fitTabs } from '../../../web/app/fit-tabs.ts'
import { sliceOf } from '../../../web/ui/slice-of.ts'

test.each([
  [[100, 100, 100], 300, 3],
  [[100, 100, 100], 299, 2],
  [[100, 100, 100], 289, 1],
  [[100, 40, 100, 20], 250, 2],
  [[100], 50, 0],
  [[], 0, 0],
])('of tabs as wide as %j, in %i pixels with a menu of 90, %i stand side by side', (...given) => {
  const [widths, room, expected] = given
  expect(fitTabs(widths, room, 90)).toBe(expected)
})

test('a dialog goes where the frame is in view', () => {
  expect(sliceOf({ top: 1200, bottom: 1900 }, 2400)).toEqual({ top: 1200, bottom: 500 })
  expect(sliceOf({ top: 0, bottom: 700 }, 700)).toEqual({ top: 0, bottom: 0 })
})

test('and reaches out of it where that is too little, but never out of the frame', () => {
  expect(sliceOf({ top: 1000, bottom: 1100 }, 2400)).toEqual({ top: 870, bottom: 1170 })
  expect(sliceOf({ top: 0, bottom: 50 }, 2400)).toEqual({ top: 0, bottom: 2040 })
  expect(sliceOf({ top: 2380, bottom: 2400 }, 2400)).toEqual({ top: 2040, bottom: 0 })
  expect(sliceOf({ top: 0, bottom: 200 }, 200)).toEqual({ top: 0, bottom: 0 })
})
