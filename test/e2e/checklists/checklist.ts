import { afterAll, afterEach, beforeEach } from 'vitest'

/**
 * Makes the tests of this group one of MobilePay's pre-production checklists: they are played in order, those after a
 * failure are skipped because a step needs what the ones before it made, and a table of them is printed.
 */
export function playAsChecklist(title: string): void {
  const rows: string[] = []
  let isBroken = false

  beforeEach(({ skip, task }) => {
    if (!isBroken) return
    rows.push(`  not played  ${task.name}`)
    skip()
  })
  afterEach(({ task }) => {
    const hasFailed = task.result?.state === 'fail'
    if (hasFailed) isBroken = true
    rows.push(`  ${hasFailed ? 'FAILED' : 'passed'}      ${task.name}`)
  })
  afterAll(() => {
    console.log([title, ...rows].join('\n'))
  })
}
