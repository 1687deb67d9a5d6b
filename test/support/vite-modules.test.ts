import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createLogger, createServer as createViteServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'

import { listen } from './listen.ts'
import { besideVite } from './vite-modules.ts'

test('a module that does not load is answered with a plain error, and others as they are', async () => {
  const root = await mkdtemp(join(tmpdir(), 'modules-'))
  await writeFile(join(root, 'good.ts'), 'export const value: number = 1\n')
  await mkdir(join(root, 'api'))
  await writeFile(join(root, 'api/queries.ts'), 'export const value: number = 2\n')
  await writeFile(join(root, 'bad.ts'), 'export const = 1\n')
  await writeFile(join(root, 'lost.ts'), "import './nowhere.ts'\n")
  const logger = createLogger('silent')
  const vite = await createViteServer({
    root,
    configFile: false,
    server: { middlewareMode: true, hmr: false, ws: false },
    appType: 'custom',
    customLogger: logger,
  })
  const document = '<!doctype html><title>Console</title>'
  const server = createServer(
    besideVite(vite.middlewares, (_, outgoing) => {
      outgoing.setHeader('Content-Type', 'text/html').end(document)
    }),
  )
  const port = await listen(server)
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await vite.close()
    await rm(root, { recursive: true })
  })
  const read = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    const type = answer.headers.get('content-type') ?? ''
    return [answer.status, type.split(';', 1)[0], await answer.text()] as const
  }

  for (const path of ['/good.ts', '/api/queries.ts'])
    expect((await read(path)).slice(0, 2)).toEqual([200, 'text/javascript'])
  for (const path of ['/bad.ts', '/lost.ts', '/missing.ts', '/assets/missing.css']) {
    const [status, type, text] = await read(path)
    expect([path, status, type]).toEqual([path, 404, 'text/plain'])
    expect(text).not.toContain('<')
  }
  for (const path of ['/', '/transactions', '/api/v1/report.json', '/embed/v1.js'])
    expect(await read(path)).toEqual([200, 'text/html', document])
})
