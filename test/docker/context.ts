import { readdirSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'

/** The paths of `root` that its .dockerignore lets into the build, files and links only. */
export function contextFiles(root: string): readonly string[] {
  const patterns = readFileSync(`${root}/.dockerignore`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  return filesUnder(root, '', patterns)
}

function filesUnder(root: string, folder: string, patterns: readonly string[]): readonly string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isIgnored(path, patterns)) return []
    return entry.isDirectory() ? filesUnder(root, path, patterns) : [path]
  })
}

/** The last pattern that matches the path, or a folder above it, decides. */
function isIgnored(path: string, patterns: readonly string[]): boolean {
  let ignored = false
  for (const pattern of patterns) {
    const isException = pattern.startsWith('!')
    if (matches(path, isException ? pattern.slice(1) : pattern)) ignored = !isException
  }
  return ignored
}

function matches(path: string, pattern: string): boolean {
  const parts = path.split('/')
  return parts.some((_, index) =>
    matchesGlob(undotted(parts.slice(0, index + 1).join('/')), undotted(pattern)),
  )
}

/** To Docker a name that starts with a dot is one like any other. */
function undotted(path: string): string {
  return path.replaceAll(/(^|\/)\./g, '$1_.')
}
