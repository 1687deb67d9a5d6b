import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as z from 'zod/mini'

import { type Removal, removals } from './removal-list.ts'

// Takes each rule out of a copy of the sources and runs the test that is there for it. A test that
// passes all the same guards nothing: `node test/conformance/refresh/removals.ts` then ends with 1.
const root = join(import.meta.dirname, '../../..')
const reportSchema = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) }),
  ),
})

type Verdict = 'passed' | 'failed' | 'did not run'

const copy = await mkdtemp(join(tmpdir(), 'removals-'))
try {
  for (const name of ['bff', 'shared', 'test', 'package.json', 'tsconfig.json']) {
    await cp(join(root, name), join(copy, name), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  // The project's own settings are about the console.
  await writeFile(
    join(copy, 'vitest.config.ts'),
    "export default { test: { include: ['test/**/*.test.ts'] } }\n",
  )
  const intact = await verdictsOfIntact()
  let unnoticed = 0
  for (const removal of removals) {
    const before = intact.get(removal.test) ?? 'did not run'
    const after = before === 'passed' ? await verdictWithout(removal) : 'did not run'
    const noticed = after === 'failed'
    if (!noticed) unnoticed += 1
    const result = noticed
      ? 'failed as it must'
      : `NOT NOTICED (intact: ${before}, without: ${after})`
    console.log(`${removal.rule} -> ${removal.test} -> ${result}`)
  }
  console.log(`${removals.length} removals, ${unnoticed} not noticed`)
  if (unnoticed > 0) process.exitCode = 1
} finally {
  await rm(copy, { recursive: true, force: true })
}

async function verdictsOfIntact(): Promise<ReadonlyMap<string, Verdict>> {
  const verdicts = new Map<string, Verdict>()
  for (const testFile of ['memory', 'redis'] as const) {
    const names = removals.filter((removal) => removal.testFile === testFile)
    const found = await run(testFile, new Set(names.map(({ test }) => test)))
    for (const [name, verdict] of found) verdicts.set(name, verdict)
  }
  return verdicts
}

async function verdictWithout(removal: Removal): Promise<Verdict> {
  const path = join(copy, removal.file)
  const intact = await readFile(path, 'utf8')
  let text = intact
  for (const [from, to] of removal.replacements) {
    if (text.split(from).length !== 2) throw new Error(`${removal.file} has changed: ${from}`)
    text = text.replace(from, () => to)
  }
  await writeFile(path, text)
  try {
    const verdicts = await run(removal.testFile, new Set([removal.test]))
    return verdicts.get(removal.test) ?? 'did not run'
  } finally {
    await writeFile(path, intact)
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}

/** Runs the tests of these names, and nothing else of their file. */
async function run(
  testFile: Removal['testFile'],
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Verdict>> {
  const report = join(copy, 'report.json')
  await rm(report, { force: true })
  const pattern = [...names].map((name) => `${escapePattern(name)}$`).join('|')
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      `test/conformance/refresh/${testFile}.test.ts`,
      '--testNamePattern',
      pattern,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: copy, env: { ...process.env, FULL: '1' }, stdio: 'ignore' },
  )
  await once(child, 'exit')
  const { testResults } = reportSchema.parse(JSON.parse(await readFile(report, 'utf8')))
  const results = testResults.flatMap(({ assertionResults }) => assertionResults)
  return new Map(
    results
      .filter(({ title, status }) => names.has(title) && /^(passed|failed)$/.test(status))
      .map(({ title, status }): [string, Verdict] => [
        title,
        status === 'passed' ? 'passed' : 'failed',
      ]),
  )
}
