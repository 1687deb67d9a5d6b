import { setTimeout as sleep } from 'node:timers/promises'

import type { Page, Route } from 'playwright-core'

interface Rounds {
  /** What was asked for in each round, one line a round. */
  readonly total: readonly string[]
  /** The same of MobilePay's data: only rounds that ask for something not asked for before. */
  readonly api: readonly string[]
}

/** So long nothing is asked for any more before the answers held back are let go. */
const quietMilliseconds = 250

/**
 * Loads a page with all answers held back until nothing more is asked for, then lets them all go,
 * and so on: what is asked for in a later round waited for an answer of an earlier one. On a slow
 * network each round is a round trip, however fast this machine is.
 */
export async function countRounds(page: Page, url: string): Promise<Rounds> {
  const held: Route[] = []
  let askedAt = performance.now()
  await page.goto('about:blank')
  await page.route('**', async (route) => {
    // Whenever the browser likes.
    if (route.request().url().endsWith('/favicon.svg')) return route.continue()
    held.push(route)
    askedAt = performance.now()
  })
  const rounds: string[][] = []
  const loading = page.goto(url, { waitUntil: 'commit' })
  for (;;) {
    await waitUntilQuiet(() => askedAt)
    if (rounds.length > 0 && held.length === 0 && (await isSettled(page))) break
    const round = held.splice(0)
    if (round.length > 0) rounds.push(round.map((route) => nameOf(route.request().url())))
    await Promise.all(round.map((route) => route.continue()))
    askedAt = performance.now()
  }
  await loading
  await page.unroute('**')

  const seen = new Set<string>()
  const api = rounds
    .map((round) => round.filter((name) => name.startsWith('/api/') && !seen.has(name)))
    .filter((round) => {
      for (const name of round) seen.add(name)
      return round.length > 0
    })
  const news = rounds.filter((round) => round.some((name) => !name.startsWith('/api/')))
  return {
    total: [...news, ...api].map((round) => round.join(' ')),
    api: api.map((round) => round.join(' ')),
  }
}

// Pages of one list follow each other by nature, so their names leave out which one it is.
function nameOf(url: string): string {
  const { pathname } = new URL(url)
  return pathname.startsWith('/api/') ? pathname : pathname.replace(/-[\w-]{8}(?=\.)/, '')
}

async function waitUntilQuiet(since: () => number): Promise<void> {
  while (performance.now() - since() < quietMilliseconds) await sleep(25)
}

async function isSettled(page: Page): Promise<boolean> {
  const answer = page.evaluate(
    `document.querySelector('h1') !== null && document.querySelector('.skeletons, .skeleton-kpi') === null`,
  )
  // A page that is about to be another one may never answer.
  return (await Promise.race([answer, sleep(1000)])) === true
}
