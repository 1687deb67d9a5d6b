import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { findRedis } from '../../support/redis.ts'

const root = join(import.meta.dirname, '../../..')
const reportSchema = z.object({
  testResults: z.array(z.object({ status: z.string(), message: z.string() })),
})
const redis = await findRedis()

/** Runs the planted file once for each way to leak, with the set-up that every test file has. */
async function run(
  ways: readonly string[],
): Promise<readonly { status: string; message: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'canaries-'))
  try {
    const projects = ways.map((way, index) => ({
      test: {
        name: `way-${index}`,
        root,
        include: ['test/bff/canary-watch/planted.ts'],
        setupFiles: [join(root, 'test/support/canary-setup.ts')],
        env: { PLANT: way },
      },
    }))
    const config = join(folder, 'vitest.config.mjs')
    const report = join(folder, 'report.json')
    await writeFile(config, `export default ${JSON.stringify({ root, test: { projects } })}\n`)
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const options = ['run', '--config', config, '--reporter=json', `--outputFile=${report}`]
    const child = spawn(process.execPath, [vitest, ...options], { cwd: root, stdio: 'ignore' })
    await once(child, 'exit')
    expect(child.exitCode).toBe(1)
    return reportSchema.parse(JSON.parse(await readFile(report, 'utf8'))).testResults
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('a leak fails the run wherever it is, and a run without one passes', async () => {
  const ways = ['none', 'log', 'log of a cookie', 'metrics', 'answer']
  if (redis !== undefined) ways.push('redis')
  const results = await run(ways)
  expect(results.filter(({ status }) => status === 'passed')).toHaveLength(1)
  const failures = results.filter(({ status }) => status === 'failed').map(({ message }) => message)
  expect(failures).toHaveLength(ways.length - 1)
  for (const message of failures) expect(message).toContain('secrets got out')
  for (const [where, count] of [
    ['the log holds a secret', 2],
    ['the list of metrics holds a secret', 1],
    ['the answer of /api/v1/paymentpoints holds a secret', 1],
    ['Redis holds a secret', redis === undefined ? 0 : 1],
  ] as const) {
    expect(failures.filter((message) => message.includes(where))).toHaveLength(count)
  }
}, 60_000)
