import type { Dialect } from './apis/dialect.ts'
import type { Mishaps } from './apis/mishaps.ts'
import type { Clock } from './clock.ts'
import type { Client, RefreshTokens } from './core.ts'
import { createCore } from './create-core.ts'
import { type MoneyMoved, moneyMoved } from './data/money-moved.ts'
import type { Rules } from './data/rules.ts'
import type { World } from './data/world.ts'
import type { Delivery } from './delivery/delivery.ts'
import { createFaults, type Faults } from './faults.ts'
import { openHost, type Host } from './host.ts'
import { secondsToMorning } from './phone/moves.ts'
import { createRecorder, type RecordedRequest } from './requests.ts'
import { paths, portalPrefix } from './routes.ts'
import { serve } from './serve.ts'

export interface SandboxOptions {
  readonly host?: string
  /** 0, the default, is any free port. */
  readonly portalPort?: number
  readonly gatewayPort?: number
  readonly client?: Partial<Client>
  readonly refreshTokens?: RefreshTokens
  readonly accessTokenSeconds?: number
  /** What is not said is as MobilePay documents it. */
  readonly rules?: Partial<Rules>
  /** Which of MobilePay's documents is right where they differ; the OpenAPI documents where nothing is said. */
  readonly dialect?: Partial<Dialect>
  /** Another seed, another history of the merchants. */
  readonly seed?: string
}

/** What a test can do to MobilePay that nobody can do to the real one. */
interface Control {
  readonly setRefreshTokens: (mode: RefreshTokens) => void
  /** For tokens issued from now on. */
  readonly setAccessTokenSeconds: (seconds: number) => void
  /** The APIs answer 401 to every access token issued so far. */
  readonly rejectAccessTokens: () => void
  /** Removes the integration, as the merchant does in the portal. */
  readonly revoke: (vat: string) => void
  /** Signs with a new key from now on; the previous one stays published beside it. */
  readonly rotateKeys: () => Promise<void>
  readonly requests: () => readonly RecordedRequest[]
  readonly clearRequests: () => void
  /** Every code, token and secret there ever was: none of them may turn up anywhere else. */
  readonly secrets: () => readonly string[]
  readonly clock: Clock
  /** Moves the clock, and lets happen what is due then. Resolves when all deliveries have been attempted. */
  readonly pass: (seconds: number) => Promise<void>
  /** Moves the clock past the coming night's collections and payouts. */
  readonly passNight: () => Promise<void>
  /** Lets everything happen that is due by now. It happens by itself too, four times a second. */
  readonly settle: () => Promise<void>
  /** All merchants as on the first day, which is today; logins and consents stay. */
  readonly reset: (seed?: string) => void
  /** Can be changed at any time. */
  readonly rules: Rules
  /** What a payment, charge, one-off or invoice did to the merchant's money; undefined for an unknown id. */
  readonly money: (paymentId: string) => MoneyMoved | undefined
  /** All that a merchant has by now, to be looked at and left alone; undefined for an unknown VAT number. */
  readonly world: (vat: string) => World | undefined
  readonly deliveries: Pick<Delivery, 'log' | 'redirect' | 'clear'>
  readonly faults: Faults
  /** Faults of single operations, e.g. `next('POST /v1/refunds', { kind: 'lose' })`. */
  readonly mishaps: Mishaps
}

/** The environment that points a bff at this stand-in. */
interface Settings {
  readonly MOBILEPAY_DISCOVERY_URL: string
  readonly MOBILEPAY_ISSUER: string
  readonly MOBILEPAY_API_URL: string
  readonly MOBILEPAY_CLIENT_ID: string
  readonly MOBILEPAY_CLIENT_SECRET: string
}

export interface Sandbox {
  readonly portalUrl: string
  readonly gatewayUrl: string
  readonly settings: Settings
  readonly control: Control
  /** Ends both servers at once, open connections included. */
  readonly close: () => Promise<void>
}

const tickMilliseconds = 250

/** Starts MobilePay's two hosts, portal and gateway, on this machine. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', portalPort = 0, gatewayPort = 0 } = options
  const faults = createFaults()
  const recorder = createRecorder()
  const portal = await openHost('portal', { host, port: portalPort }, { faults, recorder })
  let gateway: Host
  try {
    gateway = await openHost('gateway', { host, port: gatewayPort }, { faults, recorder })
  } catch (error) {
    await portal.close()
    throw error
  }
  const core = await createCore(options, { portal: portal.url, gateway: gateway.url }, faults)
  const { client, clock, ledger, switches } = core
  const { rotateKeys } = serve(core, portal, gateway)
  const ticker = setInterval(() => void core.settle(), tickMilliseconds).unref()
  const pass = async (seconds: number) => {
    clock.advance(seconds)
    await core.settle()
  }

  return {
    portalUrl: portal.url,
    gatewayUrl: gateway.url,
    settings: {
      MOBILEPAY_DISCOVERY_URL: portal.url + portalPrefix + paths.discovery,
      MOBILEPAY_ISSUER: core.urls.issuer,
      MOBILEPAY_API_URL: gateway.url,
      MOBILEPAY_CLIENT_ID: client.id,
      MOBILEPAY_CLIENT_SECRET: client.secret,
    },
    control: {
      setRefreshTokens: (mode) => {
        switches.refreshTokens = mode
      },
      setAccessTokenSeconds: (seconds) => {
        switches.accessTokenSeconds = seconds
      },
      rejectAccessTokens: ledger.rejectAccessTokens,
      revoke: core.revoke,
      rotateKeys,
      requests: recorder.list,
      clearRequests: recorder.clear,
      secrets: ledger.list,
      clock,
      pass,
      passNight: () => pass(secondsToMorning(clock.now())),
      settle: core.settle,
      reset: core.reset,
      rules: core.rules,
      money: (paymentId) => {
        core.worlds.advance(clock.now())
        return moneyMoved(core.worlds.all(), paymentId)
      },
      world: (vat) => {
        core.worlds.advance(clock.now())
        return core.worlds.all().find(({ merchant }) => merchant.vat === vat)
      },
      deliveries: core.delivery,
      faults,
      mishaps: core.mishaps,
    },
    close: async () => {
      clearInterval(ticker)
      await Promise.all([portal.close(), gateway.close()])
    },
  }
}
