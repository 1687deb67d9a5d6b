import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium } from 'playwright-core'

import { startSandbox } from '../sandbox/sandbox.ts'
import { askUntil, freePort, spawnBff } from '../support/bff-process.ts'
import { randomKey } from '../support/bff.ts'
import { createBrowser } from '../support/browser.ts'
import { endWithUs } from '../support/children.ts'
import { findChromium } from '../support/find-chromium.ts'

// Lighthouse over the production build, as the bff serves it, for these pages or those that are
// named: `node test/bench/lighthouse.ts /payments`.
const categories = ['performance', 'accessibility', 'best-practices']
const metrics = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'speed-index',
  'cumulative-layout-shift',
]
const named = process.argv.slice(2)
const paths = named.length > 0 ? named : ['/connect', '/overview', '/transactions', '/payouts']

const port = await freePort('localhost')
const url = `http://localhost:${port}`
const sandbox = await startSandbox({ client: { redirectUris: [`${url}/auth/callback`] } })
const bff = spawnBff({
  ...sandbox.settings,
  PUBLIC_URL: url,
  HOST: 'localhost',
  PORT: String(port),
  SESSION_KEYS: `1:${randomKey()}`,
})
await askUntil(`${url}/readyz`, ({ ok }) => ok)

const profile = await mkdtemp(join(tmpdir(), 'lighthouse-'))
const debugPort = await freePort()
const child = spawn(
  findChromium(),
  [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    `--remote-debugging-port=${debugPort}`,
    `--user-data-dir=${profile}`,
    'about:blank',
  ],
  { stdio: 'ignore' },
)
endWithUs(child)
try {
  const endpoint = `http://127.0.0.1:${debugPort}`
  await askUntil(`${endpoint}/json/version`, ({ ok }) => ok)
  // Logged in elsewhere: how a merchant gets the cookie is not what is measured.
  const merchant = createBrowser(url, 'mette@example.dk')
  await merchant.connect()
  const browser = await chromium.connectOverCDP(endpoint)
  const page = await browser.contexts()[0]?.newPage()
  const cookies = merchant.jar
    .names()
    .map((name) => `${name}=${merchant.jar.get(name)}; Path=/; Secure; HttpOnly; SameSite=Strict`)
  await page?.route(`${url}/seed`, (route) =>
    route.fulfill({ headers: { 'set-cookie': cookies.join('\n') }, body: 'seeded' }),
  )
  await page?.goto(`${url}/seed`)
  await page?.goto(`${url}/transactions`)
  await page?.getByRole('heading', { level: 1, name: 'Transactions' }).waitFor()
  await page?.close()
  for (const path of paths) {
    for (const form of ['mobile', 'desktop'] as const) {
      const flags = {
        port: debugPort,
        onlyCategories: categories,
        disableStorageReset: true,
        logLevel: 'error' as const,
      }
      const result = await lighthouse(
        url + path,
        flags,
        form === 'desktop' ? desktopConfig : undefined,
      )
      const { categories: scores = {}, audits = {}, runtimeError } = result?.lhr ?? {}
      if (runtimeError !== undefined) {
        console.log(`${path} ${form}: not measured, ${runtimeError.code}`)
        continue
      }
      const text = categories.map(
        (name) => `${name} ${Math.round((scores[name]?.score ?? 0) * 100)}`,
      )
      const timing = metrics
        .map((name) => `${name} ${audits[name]?.displayValue ?? '?'}`)
        .join(', ')
      console.log(`${path} ${form}: ${text.join(', ')}; ${timing}`)
      const failed = Object.values(scores)
        .flatMap(({ id, auditRefs }) => (id === 'performance' ? [] : auditRefs))
        .map(({ id }) => audits[id])
        .filter((audit) => audit?.score !== undefined && audit.score !== null && audit.score < 1)
      for (const audit of failed) console.log(`  ${audit?.id}: ${audit?.title}`)
    }
  }
} finally {
  child.kill('SIGKILL')
  await bff.kill()
  await sandbox.close()
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
process.exit()
