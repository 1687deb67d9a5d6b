import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../support/bff-process.ts'
import { randomKey } from '../support/bff.ts'
import { createBrowser } from '../support/browser.ts'
import { healthCommand, parseDockerfile } from './dockerfile.ts'
import { buildImage, installedPackages, lastStep } from './image.ts'

// Docker cannot run everywhere, so its steps are run as plain commands, each stage in a clean folder.
const isFull = process.env['FULL'] === '1'

let image: Awaited<ReturnType<typeof buildImage>>
let health: readonly string[]
let sandbox: Sandbox
let bff: BffProcess
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  if (!isFull) return
  const scratch = await mkdtemp(join(tmpdir(), 'image-'))
  closing.push(() => rm(scratch, { recursive: true }))
  const stages = parseDockerfile(await readFile('Dockerfile', 'utf8'))
  image = await buildImage(process.cwd(), stages, scratch)
  const last = stages.at(-1)
  if (last !== undefined) health = healthCommand(lastStep(last, 'HEALTHCHECK'))
  const port = await freePort('localhost')
  const publicUrl = `http://localhost:${port}`
  sandbox = await startSandbox({ client: { redirectUris: [`${publicUrl}/auth/callback`] } })
  closing.push(() => sandbox.close())
  bff = spawnBff(
    {
      ...sandbox.settings,
      ...image.env,
      PUBLIC_URL: publicUrl,
      PORT: String(port),
      SESSION_KEYS: `1:${randomKey()}`,
    },
    image.folder,
  )
  closing.push(() => bff.kill())
  await askUntil(`${publicUrl}/readyz`, ({ ok }) => ok)
}, 280_000)

afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

test.runIf(isFull)(
  'the image has the program, its packages and the console, and no more',
  async () => {
    expect((await readdir(image.folder)).toSorted()).toEqual(
      ['LICENSE', 'bff', 'dist', 'node_modules', 'package.json', 'shared'].toSorted(),
    )
    const packages = await installedPackages(image.folder)
    expect(packages).toEqual(expect.arrayContaining(['hono', 'iron-session', 'oauth4webapi']))
    const development = /^(react|vite|vitest|typescript|oidc-provider|playwright|express|fastify)/
    expect(packages.filter((name) => development.test(name))).toEqual([])
  },
)

test.runIf(isFull)('it serves the console, connects a merchant and passes calls on', async () => {
  const page = await (await fetch(bff.url)).text()
  const [script = ''] = /\/assets\/[\w-]+\.js/.exec(page) ?? []
  expect((await fetch(bff.url + script)).headers.get('content-encoding')).toBe('gzip')
  const browser = createBrowser(bff.url, 'mette@example.dk')
  await browser.connect()
  expect((await browser.call('/api/v1/webhooks')).status).toBe(200)
})

test.runIf(isFull)('its health check says whether it lives', async () => {
  const [command = '', ...words] = health
  const check = (port: string) =>
    promisify(execFile)(command, words, { env: { ...image.env, PORT: port } })
  await check(new URL(bff.url).port)
  await expect(check(String(await freePort()))).rejects.toMatchObject({ code: 1 })
})
