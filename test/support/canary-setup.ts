import { relative } from 'node:path'

import { afterAll, expect } from 'vitest'

import { startWatching, takeLeaks } from './canary-watch.ts'

/**
 * Vitest's set-up for each file: every token, code, secret and key of the run is a canary. What a
 * bff answered, logged, counted or put into Redis is searched for them when the file is done, whatever
 * its tests looked at; decisions.md 10 says what alone may be seen.
 */
const file = relative(import.meta.dirname, expect.getState().testPath ?? '')

if (/^\.\.\/(?:bff|e2e|conformance|web)\//.test(file)) {
  startWatching()

  afterAll(async () => {
    const leaks = await takeLeaks()
    if (leaks.length > 0) throw new Error(`secrets got out:\n${leaks.join('\n')}`)
  }, 60_000)
}
