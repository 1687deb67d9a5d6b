import { parseArgs } from 'node:util'

import { documentationDialect, openapiDialect } from './apis/dialect.ts'
import { defaultClient } from './create-core.ts'
import { merchants, portalUsers } from './merchants.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
import { usage } from './usage.ts'

type Command =
  | { readonly kind: 'start'; readonly options: SandboxOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

function readCommand(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'portal-port': { type: 'string', default: '5175' },
        'gateway-port': { type: 'string', default: '5176' },
        refresh: { type: 'string', default: 'OneTime' },
        'client-id': { type: 'string', default: defaultClient.id },
        'client-secret': { type: 'string', default: defaultClient.secret },
        'redirect-uri': { type: 'string', multiple: true },
        seed: { type: 'string', default: '' },
        'http-callbacks': { type: 'boolean', default: false },
        'rate-limits': { type: 'boolean', default: false },
        facade: { type: 'boolean', default: false },
        dialect: { type: 'string', default: 'openapi' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return { kind: 'help' }
    const { refresh } = values
    if (refresh !== 'OneTime' && refresh !== 'ReUse')
      return { kind: 'wrong', problem: `--refresh is OneTime or ReUse, not ${refresh}` }
    const { dialect } = values
    if (dialect !== 'openapi' && dialect !== 'documentation')
      return { kind: 'wrong', problem: `--dialect is openapi or documentation, not ${dialect}` }
    const redirectUris = values['redirect-uri'] ?? defaultClient.redirectUris
    const wrong = redirectUris.find((uri) => !URL.canParse(uri))
    if (wrong !== undefined)
      return { kind: 'wrong', problem: `--redirect-uri is no address: ${wrong}` }
    return {
      kind: 'start',
      options: {
        portalPort: readPort('--portal-port', values['portal-port']),
        gatewayPort: readPort('--gateway-port', values['gateway-port']),
        refreshTokens: refresh,
        seed: values.seed,
        dialect: dialect === 'openapi' ? openapiDialect : documentationDialect,
        rules: {
          platform: values.facade ? 'facade' : 'original',
          loopbackHttp: values['http-callbacks'],
          rateLimits: values['rate-limits'],
        },
        client: {
          id: values['client-id'],
          secret: values['client-secret'],
          redirectUris,
          postLogoutRedirectUris: redirectUris.map((uri) => new URL('/connect', uri).href),
        },
      },
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { kind: 'wrong', problem: inOneLine(error.message) }
  }
}

/** As one sentence without its full stop; Node's own may have advice in further lines. */
function inOneLine(message: string): string {
  const [said = ''] = message.split('\n')
  return said.replace(/^Unknown option '([^']*)'$/, 'Unknown option $1').replace(/\.$/, '')
}

function readPort(name: string, text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`${name} is a number from 0 to 65535, not ${text}`)
  return port
}

function describe({ gatewayUrl, portalUrl, settings }: Sandbox): string {
  const people = merchants.map(({ id, name, vat }) => {
    const user = portalUsers.find(({ merchants: owned }) => owned.includes(id))
    return `  ${vat}  ${name.padEnd(24)} ${user?.email ?? ''}`
  })
  return `MobilePay stand-in
  portal   ${portalUrl}   what happens, step by step
  gateway  ${gatewayUrl}
  phones   ${portalUrl}/phone   where customers accept, approve and pay
  clock    ${portalUrl}/clock   nights, switches, faults; deliveries are beside it

Companies to connect, and who to log in as (any password of four characters)
${people.join('\n')}

Settings that point a bff here (leave MOBILEPAY_ENVIRONMENT out with them)
${Object.entries(settings)
  .map(([name, value]) => `  ${name}=${value}`)
  .join('\n')}

Ctrl+C ends it; --help has a walk-through with curl.`
}

async function start(options: SandboxOptions) {
  const sandbox = await startSandbox(options)
  console.log(describe(sandbox))
  const stop = () => void sandbox.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function isPortInUse(error: unknown): error is { readonly port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error
}

const command = readCommand(process.argv.slice(2))
switch (command.kind) {
  case 'help':
    console.log(usage)
    break
  case 'wrong':
    console.error(`${command.problem}. pnpm sandbox --help lists all options.`)
    process.exitCode = 2
    break
  case 'start':
    try {
      await start(command.options)
    } catch (error) {
      if (!isPortInUse(error)) throw error
      const isPortals = error.port === command.options.portalPort
      console.error(
        `Port ${error.port} is in use: end what runs there, or choose another with ${isPortals ? '--portal-port' : '--gateway-port'}.`,
      )
      process.exitCode = 1
    }
    break
  default:
    command satisfies never
}
