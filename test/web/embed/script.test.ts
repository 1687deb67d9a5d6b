import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { readBuiltScript } from './built-script.ts'

test('the script is one module of less than 4 kB that imports nothing', async () => {
  const { script } = await readBuiltScript()
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(4096)
  expect(script.toString()).not.toMatch(/\bimport\s*[({"'`*]|\bexport\b|\brequire\(/)
})

const consumer = `
import type { MobilePayConnectAttributes } from './v1.js'
const element = document.createElement('mobilepay-connect')
element.appearance = { accent: '#0e5e6f', radius: 4 }
element.navigate('/transactions')
element.addEventListener('mpc-session', (event) => {
  const vat: string | undefined = event.detail.merchant?.vat
  // @ts-expect-error merchants have no name
  event.detail.merchant?.name
})
element.addEventListener('click', () => element.logout())
document.querySelector('mobilepay-connect')?.refresh()
// @ts-expect-error no free text
element.appearance = { css: 'body { display: none }' }
export const attributes: MobilePayConnectAttributes = { 'client-key': 'acme', theme: 'dark' }
`

test('its types stand alone and are what an integrator works with', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'embed-types-'))
  try {
    const { types } = await readBuiltScript()
    await writeFile(join(directory, 'v1.d.ts'), types)
    await writeFile(join(directory, 'consumer.ts'), consumer)
    const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext']
    const { stdout, status } = spawnSync(tsc, [...options, '--types', '', 'consumer.ts'], {
      cwd: directory,
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  } finally {
    await rm(directory, { recursive: true })
  }
})
