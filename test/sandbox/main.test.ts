import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'

import { expect, test } from 'vitest'

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, ['test/sandbox/main.ts', ...args], { stdio: 'pipe' })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.err += String(chunk)))
  return {
    child,
    ended: once(child, 'close').then(([code]: unknown[]) => ({ code, ...said })),
    said,
  }
}

const freePorts = ['--portal-port', '0', '--gateway-port', '0']

test('it prints addresses, merchants and settings, and ends cleanly when told to', async () => {
  const { child, ended, said } = run(...freePorts, '--client-id', 'my-client')
  await expect.poll(() => said.out, { timeout: 10_000 }).toContain('Ctrl+C')
  for (const text of ['DK12345678', 'FI12345678', 'MOBILEPAY_CLIENT_ID=my-client'])
    expect(said.out).toContain(text)
  const [discovery = ''] = said.out.match(/(?<=MOBILEPAY_DISCOVERY_URL=)\S+/) ?? []
  expect((await fetch(discovery)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, err: '' })
})

test.for([
  ['--portal-port', '--gateway-port'],
  ['--gateway-port', '--portal-port'],
] as const)(
  'a taken port is named in one line, and that %s chooses another',
  async ([taken, free]) => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const { ended } = run(free, '0', taken, port)
    expect(await ended).toMatchObject({
      code: 1,
      err: `Port ${port} is in use: end what runs there, or choose another with ${taken}.\n`,
    })
    server.close()
  },
)

test.for([
  [['--refresh', 'sometimes'], '--refresh is OneTime or ReUse, not sometimes'],
  [['--dialect', 'danish'], '--dialect is openapi or documentation, not danish'],
  [['--portal-port', 'http'], '--portal-port is a number from 0 to 65535, not http'],
  [['--redirect-uri', 'callback'], '--redirect-uri is no address: callback'],
  [['--portl'], 'Unknown option --portl'],
  [['--seed', '--facade'], "Option '--seed' argument is ambiguous"],
] as const)('%j is refused in one line with the reason', async ([args, reason]) => {
  const { code, out, err } = await run(...args).ended
  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: `${reason}. pnpm sandbox --help lists all options.\n`,
  })
})

test('--help explains itself', async () => {
  const { code, out } = await run('--help').ended
  expect(code).toBe(0)
  expect(out).toContain('--redirect-uri <url>')
})
