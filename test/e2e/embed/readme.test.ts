import { readFileSync } from 'node:fs'

import { expect, onTestFinished, test } from 'vitest'

import { launchBrowser } from '../../support/chromium.ts'
import { finish } from '../framed-page.ts'
import { connectedIn, consolesIn, openPage, startIn, startPortals } from './portals.ts'

const readme = readFileSync('README.md', 'utf8')
const snippet = (language: string) =>
  new RegExp(String.raw`## Embed it[^]*?\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)?.[1] ?? ''
const directives = [...readme.matchAll(/`((?:script|frame)-src https:[^`]+)`/g)].map(
  ([, directive]) => directive ?? '',
)
const inReadme = 'https://connect.example.com'

test('what the README says is all that a portal needs', async () => {
  expect(directives).toHaveLength(2)
  const portals = await startPortals({
    acme: {
      host: '127.0.0.1',
      headers: {
        'content-security-policy': ["default-src 'none'", ...directives]
          .map((one) => (one.startsWith('script-src') ? `${one} 'nonce-page'` : one))
          .join('; ')
          .replaceAll(inReadme, 'CONNECT'),
      },
      content:
        `<!doctype html><title>Acme</title>${snippet('html')}<script type="module" nonce="page">
        window.said = []; const console = { log: (...all) => said.push(all), warn() {} };
        ${snippet('js')}</script>`.replaceAll(inReadme, 'CONNECT'),
    },
  })
  onTestFinished(() => portals.close())
  const chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  onTestFinished(() => chromium.close())
  chromium.context.setDefaultTimeout(8000)
  const page = await openPage(chromium, portals.url('acme'))
  const [console] = await consolesIn(page)
  if (console === undefined) throw new Error('no console')
  await finish(await startIn(chromium, console))
  expect(await connectedIn(console, 'Transaktioner')).toBe('DK12345678')
  expect(await console.locator('html').getAttribute('lang')).toBe('da')
  const said = JSON.stringify(await page.evaluate('said'))
  expect(said).toMatch(/\[false,null\]|\[false\]/)
  expect(said).toMatch(/\[true,\{"id":"[\w-]+","vat":"DK12345678"\}\]/)
})
