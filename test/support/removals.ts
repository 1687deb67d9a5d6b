import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import * as z from 'zod/mini'

import { setup } from './build.ts'

/** One rule, taken out of the sources, and the test that must fail without it. */
export interface Removal {
  readonly rule: string
  /** A source file, from the project's folder; every `from` stands in it exactly once. */
  readonly file: string
  readonly replacements: readonly (readonly [from: string, to: string])[]
  /** From the project's folder. */
  readonly testFile: string
  /** The whole name, without the groups it stands in. */
  readonly test: string
}

interface RemovalOptions {
  /** The console belongs to what is tested: it is built anew for each removal of one of its files. */
  readonly console?: boolean
  /** Packages whose own checks are taken out too: `node_modules/<name>/…` is then a file of the copy. */
  readonly packages?: readonly string[]
  /** How many at once, each in a copy of its own; 1 where left out. */
  readonly parallel?: number
}

type Verdict = 'passed' | 'failed' | 'did not run' | 'the file has changed'

interface Workshop {
  readonly verdicts: (
    testFile: string,
    tests: ReadonlySet<string>,
  ) => Promise<ReadonlyMap<string, Verdict>>
  readonly verdictWithout: (removal: Removal) => Promise<Verdict>
  readonly close: () => Promise<void>
}

const root = join(import.meta.dirname, '../..')
const reportSchema = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) }),
  ),
})

/**
 * Takes each rule out of a copy of the sources, runs the test that is there for it, and prints what
 * came of it. A test that passes all the same guards nothing: the process then ends with 1.
 */
export async function runRemovals(
  removals: readonly Removal[],
  options: RemovalOptions = {},
): Promise<void> {
  if (options.console === true) setup()
  const workshops = await Promise.all(
    Array.from({ length: options.parallel ?? 1 }, () => openWorkshop(options)),
  )
  try {
    const intact = new Map<string, Verdict>()
    await share(
      workshops,
      [...new Set(removals.map(({ testFile }) => testFile))],
      async (at, file) => {
        const tests = removals.filter(({ testFile }) => testFile === file).map(({ test }) => test)
        const found = await at.verdicts(file, new Set(tests))
        for (const [test, verdict] of found) intact.set(`${file} ${test}`, verdict)
      },
    )
    let unnoticed = 0
    await share(workshops, removals, async (at, removal) => {
      const { rule, testFile, test } = removal
      const before = intact.get(`${testFile} ${test}`) ?? 'did not run'
      const after = before === 'passed' ? await at.verdictWithout(removal) : 'did not run'
      if (after !== 'failed') unnoticed += 1
      const result =
        after === 'failed'
          ? 'failed as it must'
          : `NOT NOTICED (intact: ${before}, without: ${after})`
      console.log(`${rule} -> ${basename(testFile)}: ${test} -> ${result}`)
    })
    console.log(`${removals.length} removals, ${unnoticed} not noticed`)
    if (unnoticed > 0) process.exitCode = 1
  } finally {
    await Promise.all(workshops.map((workshop) => workshop.close()))
  }
}

/** Each item once, by whichever workshop is free. */
async function share<T>(
  workshops: readonly Workshop[],
  items: readonly T[],
  work: (workshop: Workshop, item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const ends = await Promise.allSettled(
    workshops.map(async (workshop) => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        // One at a time: the workshop's copy is changed meanwhile.
        await work(workshop, item)
      }
    }),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function openWorkshop(options: RemovalOptions): Promise<Workshop> {
  const { console: withConsole = false, packages = [] } = options
  const copy = await mkdtemp(join(tmpdir(), 'removals-'))
  // The build goes last: it must not look older than its sources.
  const ofConsole = withConsole ? ['web', 'vite.config.ts', 'dist'] : []
  for (const name of ['bff', 'shared', 'test', 'package.json', 'tsconfig.json', ...ofConsole]) {
    await cp(join(root, name), join(copy, name), { recursive: true, filter: isOurs })
  }
  await linkPackages(copy, packages)
  if (!withConsole) {
    await writeFile(
      join(copy, 'vitest.config.ts'),
      "export default { test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 } }\n",
    )
  }

  /** Runs the tests of these names, and nothing else of their file. */
  async function verdicts(testFile: string, tests: ReadonlySet<string>) {
    const report = join(copy, 'report.json')
    await rm(report, { force: true })
    const pattern = [...tests].map((name) => `${escapePattern(name)}$`).join('|')
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        testFile,
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
        .filter(({ title, status }) => tests.has(title) && /^(passed|failed)$/.test(status))
        .map(({ title, status }): [string, Verdict] => [
          title,
          status === 'passed' ? 'passed' : 'failed',
        ]),
    )
  }

  return {
    verdicts,
    async verdictWithout({ file, replacements, testFile, test }) {
      const path = join(copy, file)
      const intact = await readFile(path, 'utf8')
      let text = intact
      for (const [from, to] of replacements) {
        if (text.split(from).length !== 2) return 'the file has changed'
        text = text.replace(from, () => to)
      }
      await writeFile(path, text)
      try {
        return (await verdicts(testFile, new Set([test]))).get(test) ?? 'did not run'
      } finally {
        await writeFile(path, intact)
      }
    },
    close: () => rm(copy, { recursive: true, force: true, maxRetries: 3 }),
  }
}

function isOurs(path: string): boolean {
  return !path.slice(root.length).includes('/node_modules')
}

/** Everything installed is used from where it is, but for packages that are to be changed. */
async function linkPackages(copy: string, changed: readonly string[]): Promise<void> {
  const [from, to] = [join(root, 'node_modules'), join(copy, 'node_modules')]
  if (changed.length === 0) return symlink(from, to)
  await mkdir(to)
  for (const name of await readdir(from)) {
    if (changed.includes(name)) {
      await cp(await realpath(join(from, name)), join(to, name), { recursive: true })
    } else await symlink(join(from, name), join(to, name))
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
