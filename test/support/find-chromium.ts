import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

import { chromium } from 'playwright-core'

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The browser to test with: `CHROMIUM_PATH`, one that is installed, Playwright's, or, where we are
 * root on Debian, one that this installs.
 */
export function findChromium(): string {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined) return given
  const found = [...usualPaths, chromium.executablePath()].find((path) => existsSync(path))
  if (found !== undefined) return found
  if (isDebian() && process.getuid?.() === 0) {
    const lock = ['-o', 'DPkg::Lock::Timeout=300', '-q', '-y']
    for (const step of [['update'], ['install', '--no-install-recommends', 'chromium']]) {
      spawnSync('apt-get', [...lock, ...step], {
        stdio: 'inherit',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    }
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  throw new Error('no Chromium or Chrome found: install one, or name it in CHROMIUM_PATH')
}

function isDebian(): boolean {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, 'utf8'))
}
