import { existsSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { contextFiles } from './context.ts'
import { healthCommand, parseDockerfile, wordsOf } from './dockerfile.ts'
import { lastStep } from './image.ts'

const stages = parseDockerfile(readFileSync('Dockerfile', 'utf8'))
const image = stages.at(-1) ?? { name: '', base: '', steps: [] }
const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))

test('every image is the node that the project is pinned to', () => {
  const own = stages.map(({ name }) => name)
  const images = stages.map(({ base }) => base).filter((base) => !own.includes(base))
  const version = /^nodeVersion: (\S+)/m.exec(readFileSync('pnpm-workspace.yaml', 'utf8'))?.[1]
  expect(manifest).toHaveProperty(['devDependencies', 'node'], version)
  expect([...new Set(images)]).toEqual([`node:${version}-trixie-slim`])
})

test('pnpm has an exact version, and packages are installed as the lockfile says', () => {
  const runs = stages
    .flatMap(({ steps }) => steps)
    .filter(({ instruction }) => instruction === 'RUN')
  expect(runs[0]?.text).toMatch(/^npm install --global pnpm@12\.\d+\.\d+$/)
  const installs = runs.filter(({ text }) => text.startsWith('pnpm install'))
  expect(installs).toHaveLength(2)
  for (const { text } of installs) expect(text).toContain('--frozen-lockfile')
})

test('the image runs what `pnpm start` runs, not as root, and says how to see that it lives', () => {
  expect(manifest).toHaveProperty('scripts.start', wordsOf(lastStep(image, 'CMD')).join(' '))
  expect(lastStep(image, 'ENV').split(' ')).toContain('NODE_ENV=production')
  expect(lastStep(image, 'USER')).toBe('node')
  expect(healthCommand(lastStep(image, 'HEALTHCHECK'))[0]).toBe('node')
  // Nothing runs in the last stage, so nothing that a build needs can stay behind in it.
  expect(image.steps.filter(({ instruction }) => instruction === 'RUN')).toEqual([])
})

test('what is copied is let in, and nothing else: no tests, no local build, no settings', () => {
  const files = contextFiles('.')
  const copies = stages
    .flatMap(({ steps }) => steps)
    .filter(({ instruction, text }) => instruction === 'COPY' && !text.startsWith('--from='))
    .flatMap(({ text }) => text.split(' ').slice(0, -1))
  const isLetIn = (path: string) =>
    files.some((file) => file === path || file.startsWith(`${path}/`))
  expect(copies.filter((path) => !existsSync(path) || !isLetIn(path))).toEqual([])
  const top = new Set(files.map((file) => file.split('/', 1).join('')))
  expect(top).toEqual(new Set(copies))
  expect(files.filter((file) => /(^|\/)(node_modules|dist|\.env)/.test(file))).toEqual([])
})
