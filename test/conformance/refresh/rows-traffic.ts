import { kept, type Row } from './row.ts'

const unauthorized = {
  kind: 'respond',
  status: 401,
  contentType: 'application/json',
  body: '{}',
} as const

/** What browsers do to a refresh, with a MobilePay that works. */
export const trafficRows: readonly Row[] = [
  {
    name: 'a burst of thirty',
    act: ({ burst }) => burst(30),
    expected: kept(1, { ok: 30 }),
  },
  {
    name: 'fifty at once, then fifty with the old cookie',
    async act({ burst, first }) {
      await burst(50)
      await burst(50, { cookie: first })
    },
    expected: kept(1, { ok: 100 }),
  },
  {
    name: 'a late cookie',
    async act({ ask, first }) {
      await ask()
      await ask({ cookie: first })
      await ask()
    },
    // The last one has the new cookie already, so nothing is written.
    expected: kept(1, { ok: 3 }, { writes: 2 }),
  },
  {
    name: 'a cookie two generations old',
    async act({ ask, first, refuseAccessTokens }) {
      await ask()
      await refuseAccessTokens()
      await ask()
      await ask({ cookie: first })
    },
    expected: kept(2, { ok: 3 }, { cookies: 2 }),
  },
  {
    name: 'a slow overlapping response',
    async act({ ask, first, control, untilApiCall }) {
      control.faults.next('api', { kind: 'delay', milliseconds: 700 })
      const slow = ask()
      await untilApiCall()
      await ask({ cookie: first })
      control.faults.next('api', unauthorized)
      await ask()
      await slow
    },
    expected: kept(2, { ok: 3 }, { cookies: 2 }),
  },
  {
    name: 'the browser leaves during the refresh',
    async act({ ask, first, control, untilTokenCall }) {
      control.faults.next('token', { kind: 'delay', milliseconds: 300 })
      const tab = new AbortController()
      const left = ask({ signal: tab.signal })
      await untilTokenCall()
      tab.abort()
      await left
      await ask({ cookie: first })
    },
    expected: kept(1, { broken: 1, ok: 1 }),
  },
  {
    name: 'MobilePay refuses an access token that is not over',
    accessTokenSeconds: 300,
    async act({ burst, refuseAccessTokens }) {
      await refuseAccessTokens()
      await burst(10)
    },
    expected: kept(1, { ok: 10 }),
  },
  {
    name: 'MobilePay refuses the renewed access token too',
    accessTokenSeconds: 300,
    async act({ ask, control }) {
      control.faults.next('api', unauthorized, 2)
      await ask()
    },
    expected: kept(1, { consentEnded: 1 }, { writes: 1 }),
  },
]
