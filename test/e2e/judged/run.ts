import { startVitest, type UserWorkspaceConfig } from 'vitest/node'

import settings from '../../../vite.config.ts'

/**
 * Plays `console.ts`, the tests of one name, as the project plays its own tests, set-up files included; ends with 1 when
 * something failed.
 */
const [, , testNamePattern = ''] = process.argv

const { test = {} } = await settings({ command: 'serve', mode: 'test' })
const isNode = (project: unknown): project is UserWorkspaceConfig =>
  typeof project === 'object' &&
  project !== null &&
  'test' in project &&
  typeof project.test === 'object' &&
  project.test !== null &&
  'name' in project.test &&
  project.test.name === 'node'
const node = test.projects?.find(isNode)?.test
if (node === undefined) throw new Error('the project of the other tests was not found')

const vitest = await startVitest('test', [], {
  ...node,
  config: false,
  watch: false,
  include: ['test/e2e/judged/console.ts'],
  globalSetup: [],
  reporters: ['verbose'],
  testNamePattern,
})
await vitest.close()
