import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

import { expect, test } from 'vitest'

import { startSandbox } from './sandbox.ts'
import { usage } from './usage.ts'
import { walkThrough } from './walk-through.ts'

const runBash = async (script: string) => {
  const bash = spawn('bash', ['-euo', 'pipefail'], { stdio: 'pipe' })
  const said = { out: '', err: '' }
  bash.stdout.on('data', (chunk) => (said.out += String(chunk)))
  bash.stderr.on('data', (chunk) => (said.err += String(chunk)))
  bash.stdin.end(script)
  const code = await once(bash, 'close').then(([status]: unknown[]) => status)
  return { code, ...said }
}

const hasCurl = spawnSync('curl', ['--version']).status === 0

// The only thing besides Node that a test here wants from the machine.
test.skipIf(!hasCurl)(
  'the lines of --help run as they stand, from login to payout, as often as one likes',
  async () => {
    const sandbox = await startSandbox()
    const { MOBILEPAY_CLIENT_ID: clientId, MOBILEPAY_CLIENT_SECRET: clientSecret } =
      sandbox.settings
    const printed = walkThrough({
      portal: 'http://127.0.0.1:5175',
      gateway: 'http://127.0.0.1:5176',
      clientId,
      clientSecret,
      redirectUri: 'http://localhost:5173/auth/callback',
    })
    expect(usage).toContain(printed)
    const lines = printed
      .replace('http://127.0.0.1:5175', sandbox.portalUrl)
      .replace('http://127.0.0.1:5176', sandbox.gatewayUrl)
    const runs = [await runBash(lines), await runBash(lines)]
    await sandbox.close()
    for (const { code, out, err } of runs) {
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain('"authorization_endpoint"')
      expect(out).toContain('"remainingAmount":12000')
      expect(out).toContain('"state":"captured"')
      const [, paymentId = ''] = /"paymentId":"([^"]+)","amount":12345/u.exec(out) ?? []
      const booked = new RegExp(`"paymentId":"${paymentId}".*?"transferReference":"08\\d{18}"`, 'u')
      expect(out).toMatch(booked)
    }
  },
)
