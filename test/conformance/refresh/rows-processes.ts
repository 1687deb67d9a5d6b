import { ended, kept, type Row } from './row.ts'
import { vat } from './scene.ts'

/** What happens to the process that refreshes. */
const oneProcessRows: readonly Row[] = [
  {
    name: 'process killed before the token call',
    slow: true,
    async act({ ask, control, world, untilDiscovery }) {
      // It must read the metadata first, and is killed while it waits for that.
      await world.restart(0)
      control.faults.next('discovery', { kind: 'delay', milliseconds: 1500 })
      const killed = ask()
      await untilDiscovery()
      await world.member(0).bff.kill()
      await killed
      control.faults.clear()
      await world.restart(0)
      await ask()
    },
    expected: kept(1, { broken: 1, ok: 1 }),
  },
  {
    name: 'process killed while MobilePay has not begun',
    slow: true,
    async act({ ask, control, world, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 1500 })
      const killed = ask()
      await untilTokenCall()
      await world.member(0).bff.kill()
      await killed
      await world.restart(0)
      await ask()
    },
    expected: kept(2, { broken: 1, ok: 1 }),
  },
  {
    name: 'process killed with the answer on its way',
    async act({ ask, control, world, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 200 })
      const killed = ask()
      await untilTokenCall()
      world.member(0).bff.signal('SIGSTOP')
      await untilTokenCall('answered')
      await world.member(0).bff.kill()
      await killed
      await world.restart(0)
      await ask()
      await ask()
    },
    expected: ({ mode }) =>
      mode === 'ReUse'
        ? kept(2, { broken: 1, ok: 2 }, { writes: 1 })
        : ended(2, { broken: 1, expired: 1, notConnected: 1 }),
  },
  {
    name: 'process killed after the token call',
    async act({ ask, control, world, untilApiCall }) {
      control.faults.next('api', { kind: 'delay', milliseconds: 1500 })
      const killed = ask()
      await untilApiCall()
      await world.member(0).bff.kill()
      await killed
      await world.restart(0)
      await ask()
    },
    expected({ mode, store }) {
      if (store === 'Redis') return kept(1, { broken: 1, ok: 1 })
      return mode === 'ReUse' ? kept(2, { broken: 1, ok: 1 }) : ended(2, { broken: 1, expired: 1 })
    },
  },
  {
    name: 'process told to stop during the refresh',
    async act({ ask, control, world, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 500 })
      const last = ask()
      await untilTokenCall()
      const { bff } = world.member(0)
      bff.signal('SIGTERM')
      await last
      const { code } = await bff.ended
      if (code !== 0) throw new Error(`it ended with ${code}`)
      await world.restart(0)
      await ask()
    },
    expected: kept(1, { ok: 2 }, { writes: 1 }),
  },
]

function burstOver(processes: 2 | 3): Row {
  return {
    name: `a burst over ${processes} processes`,
    processes,
    stores: ['Redis'],
    act: ({ burst }) => burst(40),
    expected: kept(1, { ok: 40 }),
  }
}

function oneAfterTheOther(processes: 2 | 3): Row {
  return {
    name: `one request after the other over ${processes} processes`,
    processes,
    async act({ ask }) {
      for (let turn = 0; turn < 2 * processes; turn += 1) await ask()
    },
    expected: kept(1, { ok: 2 * processes }, { writes: 1 }),
  }
}

function lateElsewhere(processes: 2 | 3): Row {
  return {
    name: `a late cookie at another of ${processes} processes`,
    processes,
    async act({ ask, first }) {
      await ask({ at: 0 })
      await ask({ at: processes - 1, cookie: first })
    },
    // Without Redis a process cannot know what another one was given: what the settings say of it.
    expected({ mode, store }) {
      if (store === 'Redis') return kept(1, { ok: 2 })
      return mode === 'ReUse'
        ? kept(2, { ok: 2 }, { cookies: 2 })
        : { ...ended(2, { ok: 1, expired: 1 }), writes: 1, cookies: 1 }
    },
  }
}

const otherProcessesRows: readonly Row[] = [
  burstOver(2),
  burstOver(3),
  oneAfterTheOther(2),
  oneAfterTheOther(3),
  lateElsewhere(2),
  lateElsewhere(3),
  {
    name: 'a burst over 3 processes, each for itself',
    processes: 3,
    stores: ['memory'],
    act: ({ burst }) => burst(30),
    expected: kept(3, { ok: 30 }, { cookies: 3 }),
    modes: ['ReUse'],
  },
  {
    name: 'revoked, and a burst over 3 processes',
    processes: 3,
    stores: ['Redis'],
    async act({ burst, control }) {
      control.revoke(vat)
      control.faults.next('token', { kind: 'delay', milliseconds: 300 })
      await burst(30)
    },
    expected: ended(1, { expired: 30 }),
  },
  {
    name: 'a slow response overlaps at another process',
    processes: 2,
    stores: ['Redis'],
    async act({ ask, first, control, untilApiCall }) {
      control.faults.next('api', { kind: 'delay', milliseconds: 900 })
      const slow = ask({ at: 0 })
      await untilApiCall()
      await ask({ at: 1, cookie: first })
      control.faults.next('api', {
        kind: 'respond',
        status: 401,
        contentType: 'application/json',
        body: '{}',
      })
      await ask({ at: 1 })
      await slow
    },
    expected: kept(2, { ok: 3 }, { cookies: 2 }),
  },
  {
    name: 'lease holder killed before MobilePay has begun',
    processes: 3,
    stores: ['Redis'],
    async act({ ask, burst, control, world, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 4000 })
      const killed = ask({ at: 0 })
      await untilTokenCall()
      const waiting = burst(10, { at: 1 })
      const waitingElsewhere = burst(10, { at: 2 })
      await world.member(0).bff.kill()
      await Promise.all([killed, waiting, waitingElsewhere])
    },
    expected: kept(2, { broken: 1, ok: 20 }),
  },
  {
    name: 'lease holder killed with the answer on its way',
    processes: 3,
    slow: true,
    stores: ['Redis'],
    async act({ ask, burst, control, world, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 200 })
      const killed = ask({ at: 0 })
      await untilTokenCall()
      const waiting = burst(10, { at: 1 })
      const waitingElsewhere = burst(10, { at: 2 })
      world.member(0).bff.signal('SIGSTOP')
      await untilTokenCall('answered')
      await world.member(0).bff.kill()
      await Promise.all([killed, waiting, waitingElsewhere])
    },
    expected: ({ mode }) =>
      mode === 'ReUse' ? kept(2, { broken: 1, ok: 20 }) : ended(2, { broken: 1, expired: 20 }),
  },
  {
    name: 'a refresh that takes longer than a lease',
    processes: 2,
    stores: ['Redis'],
    slow: true,
    async act({ ask, first, control, world, untilDiscovery }) {
      await world.restart(0)
      control.faults.next('discovery', { kind: 'delay', milliseconds: 1700 })
      control.faults.next('token', { kind: 'delay', milliseconds: 1700 })
      const holder = ask({ at: 0, cookie: first })
      await untilDiscovery()
      await Promise.all([holder, ask({ at: 1, cookie: first })])
    },
    expected: kept(1, { ok: 2 }),
  },
  {
    name: 'lease holder paused before its token call',
    processes: 2,
    stores: ['Redis'],
    slow: true,
    async act({ ask, first, control, world, untilDiscovery }) {
      await world.restart(0)
      control.faults.next('discovery', { kind: 'delay', milliseconds: 1000 })
      const paused = ask({ at: 0, cookie: first })
      await untilDiscovery()
      const { bff } = world.member(0)
      bff.signal('SIGSTOP')
      await ask({ at: 1, cookie: first })
      bff.signal('SIGCONT')
      await paused
    },
    // Under OneTime its call is refused, and it finds what the other one got. But MobilePay takes
    // the second use for a theft: the session ends with this access token.
    expected: ({ mode }) =>
      mode === 'ReUse'
        ? kept(2, { ok: 2 }, { cookies: 2 })
        : { ...kept(2, { ok: 2 }), session: 'ended' },
  },
  {
    name: 'lease holder paused for longer than its lease',
    processes: 3,
    stores: ['Redis'],
    slow: true,
    modes: ['ReUse'],
    async act({ ask, first, control, world, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 200 })
      const paused = ask({ at: 0, cookie: first })
      await untilTokenCall()
      const { bff } = world.member(0)
      bff.signal('SIGSTOP')
      const winner = await ask({ at: 1, cookie: first })
      bff.signal('SIGCONT')
      await paused
      // Its answer is good, but comes too late to take the place of the other's.
      const late = await ask({ at: 2, cookie: first })
      if (late.cookies[0]?.value !== winner.cookies[0]?.value) throw new Error('another successor')
    },
    expected: kept(2, { ok: 3 }, { cookies: 2 }),
  },
]

export const processRows: readonly Row[] = [...oneProcessRows, ...otherProcessesRows]
