import { expect, test } from 'vitest'

import { createClock } from '../clock.ts'
import { createStore } from './store.ts'

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

test('a token that two requests use at the same moment ends its whole family', async () => {
  const store = createStore(createClock())
  const tokens = store.adapter('RefreshToken')
  for (const id of ['one', 'two']) await tokens.upsert(id, { grantId: 'g', exp: inAnHour() })
  await tokens.consume('one')
  expect(await tokens.find('one')).toMatchObject({ consumed: true })
  await expect(tokens.consume('one')).rejects.toThrow('invalid_grant')
  expect(await tokens.find('two')).toBeUndefined()
})

test('what is stored grows older with the clock, and is gone when its time is over', async () => {
  const clock = createClock()
  const sessions = createStore(clock).adapter('Session')
  const exp = inAnHour()
  await sessions.upsert('one', { uid: 'u', exp, loginTs: 1000 })
  clock.advance(600)
  await sessions.upsert('two', { uid: 'v', exp })
  expect(await sessions.find('one')).toMatchObject({ exp: exp - 600, loginTs: 1000 })
  expect(await sessions.findByUid('v')).toMatchObject({ exp })
  clock.advance(3100)
  expect(await sessions.find('one')).toBeUndefined()
  expect(await sessions.find('two')).toMatchObject({ exp: exp - 3100 })
  clock.advance(-3100)
  expect(await sessions.find('two')).toMatchObject({ exp })
})
