import { expect, it } from 'vitest'

import { createAgenda } from './agenda.ts'
import { createRandom } from './random.ts'

it('events happen by time, and at the same time in the order of being planned', () => {
  const agenda = createAgenda()
  const random = createRandom('agenda')
  const planned = Array.from({ length: 2000 }, (_, order) => ({
    at: random.integer(0, 300),
    order,
  }))
  const happened: typeof planned = []
  for (const event of planned) agenda.schedule(event.at, () => happened.push(event))
  agenda.run(1000)
  expect(happened).toEqual(
    planned.toSorted((one, other) => one.at - other.at || one.order - other.order),
  )
})

it('each event sees its own moment, and what it plans happens in the same run', () => {
  const agenda = createAgenda()
  const seen: number[] = []
  const see = () => {
    seen.push(agenda.now())
    if (agenda.now() < 50) agenda.schedule(agenda.now() + 20, see)
  }
  agenda.schedule(10, see)
  agenda.schedule(15, () => seen.push(agenda.now()))
  agenda.run(49)
  expect(seen).toEqual([10, 15, 30])
  expect(agenda.now()).toBe(49)
  agenda.run(50)
  expect(seen).toEqual([10, 15, 30, 50])
})

it('time does not go back', () => {
  const agenda = createAgenda()
  agenda.run(100)
  agenda.run(50)
  expect(agenda.now()).toBe(100)
  const seen: number[] = []
  agenda.schedule(20, () => seen.push(agenda.now()))
  expect(seen).toEqual([])
  agenda.run(60)
  expect(seen).toEqual([100])
  agenda.schedule(110, () => seen.push(agenda.now()))
  agenda.run(109)
  expect(seen).toEqual([100])
})
