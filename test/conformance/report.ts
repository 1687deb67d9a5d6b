import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as z from 'zod/mini'

import { catalogue } from './checklist/catalogue.ts'
import { judge, type TestResult } from './checklist/verdicts.ts'

// Runs the checklist and prints one line for each number and module: `pnpm conformance`. Ends with 1
// if one fails, or is neither tested nor known not to apply.

const root = join(import.meta.dirname, '../..')
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.optional(z.string()),
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
          meta: z.object({ items: z.optional(z.array(z.string())) }),
        }),
      ),
    }),
  ),
})

async function run(): Promise<z.infer<typeof reportSchema>> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
  const file = join(folder, 'report.json')
  const options = ['run', '--project', 'node', '--reporter', 'json', '--outputFile', file]
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', ...options, 'test/conformance/checklist'],
    // They are among the long tests (test/projects.ts).
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, FULL: '1' } },
  )
  await once(child, 'close')
  const report = reportSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  await rm(folder, { recursive: true })
  return report
}

const { testResults } = await run()
const results: readonly TestResult[] = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .map(({ title, status, meta }) => ({
    title,
    passed: status === 'passed',
    items: meta.items ?? [],
  }))
const verdicts = judge(catalogue, results)
const isModule = (id: string) => id.includes('-client-')
const widthOf = (which: boolean) =>
  Math.max(...catalogue.filter(({ id }) => isModule(id) === which).map(({ id }) => id.length))
const widths = { modules: widthOf(true), others: widthOf(false) }

for (const { item, verdict, detail } of results.length === 0 ? [] : verdicts) {
  console.log(
    `${verdict.padEnd(14)}  ${item.id.padEnd(isModule(item.id) ? widths.modules : widths.others)}  ${item.title}${detail}`,
  )
}
for (const { name, message, assertionResults } of testResults) {
  if (assertionResults.length === 0) console.log(`\n${name} did not run: ${message ?? ''}`)
}
for (const { title, status, failureMessages } of testResults.flatMap(
  ({ assertionResults }) => assertionResults,
)) {
  if (status !== 'passed') console.log(`\n${title}: ${status}\n${failureMessages.join('\n')}`)
}

const count = (kind: string) => verdicts.filter(({ verdict }) => verdict === kind).length
if (results.length === 0) console.log('The checklist did not run.')
console.log(
  `\n${count('pass')} pass, ${count('fail')} fail, ${count('not applicable')} not applicable, by ${results.length} tests`,
)
const isBroken = testResults.some(({ status }) => status !== 'passed')
process.exitCode = count('fail') > 0 || isBroken ? 1 : 0
