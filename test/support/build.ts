import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What goes into the console's files. */
const sources = ['web', 'shared', 'vite.config.ts', 'package.json']

/** Vitest's global set-up: the bff serves `dist`, so that must be what the sources say. */
export function setup(): void {
  const builtAt = changedAt('dist/index.html')
  if (sources.every((source) => changedAt(source) < builtAt)) return
  // Aside first, then in its place at once: servers of another run may be reading it.
  const next = join(import.meta.dirname, `../../node_modules/.cache/dist-${process.pid}`)
  const { status, output } = spawnSync(
    'node_modules/.bin/vite',
    ['build', '--logLevel', 'warn', '--outDir', next],
    // The build that is shipped, which Vitest's own NODE_ENV would make React's development build. A
    // word that is missing fails the test that looks for it, not every test.
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', MISSING_WORDS: 'allowed' },
    },
  )
  if (status !== 0) throw new Error(`the console does not build:\n${output.join('')}`)
  const last = `${next}-last`
  if (existsSync('dist')) renameSync('dist', last)
  renameSync(next, 'dist')
  rmSync(last, { recursive: true, force: true })
}

/** When a file, or the newest file in a folder, was written; 0 where there is none. */
export function changedAt(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  const times = readdirSync(path, { recursive: true, withFileTypes: true }).map(
    (entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs,
  )
  return Math.max(stats.mtimeMs, ...times)
}
