import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'

/** What goes into the console's files. */
const sources = ['web', 'shared', 'vite.config.ts', 'package.json']

/** Vitest's global set-up: the bff serves `dist`, so that must be what the sources say. */
export function setup(): void {
  const builtAt = statSync('dist/index.html', { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (sources.every((source) => newest(source) < builtAt)) return
  const { status, output } = spawnSync('node_modules/.bin/vite', ['build', '--logLevel', 'warn'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the console does not build:\n${output.join('')}`)
}

function newest(path: string): number {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const times = readdirSync(path, { recursive: true, withFileTypes: true }).map(
    (entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs,
  )
  return Math.max(stats.mtimeMs, ...times)
}
