import { expect, test } from 'vitest'

import { createMemo } from '../../../bff/session/memo.ts'

test('a value set while another fails to load stays', async () => {
  const memo = createMemo<string>({ entries: 2, bytes: 10, seconds: 60 }, () => 0)
  const failing = Promise.withResolvers<string>()
  const loading = memo.load(
    'k',
    1,
    () => failing.promise,
    () => true,
  )
  memo.set('k', 1, 'newer')
  failing.reject(new Error('away'))
  await expect(loading).rejects.toThrow('away')
  expect(memo.get('k')).toBe('newer')
})
