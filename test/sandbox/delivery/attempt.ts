import type { Tokens } from './authorization.ts'
import type { Attempt, DeliveryOrder, Outcome } from './order.ts'
import { type Posted, post } from './post.ts'

export interface Circumstances {
  /** Where to find an origin instead of where its name says. */
  readonly origins: ReadonlyMap<string, string>
  readonly timeoutMilliseconds: number
  readonly tokens: Tokens
}

interface Target {
  readonly kind: 'target'
  readonly url: URL
  /** What the `Host` header says. */
  readonly host: string
}

const failed = (reason: string) => ({ kind: 'failed', reason }) as const

const isLoopback = ({ hostname }: URL) =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')

/** Names that nobody can own: the seeded merchants' callbacks never leave this machine. */
const isReserved = ({ hostname }: URL) => /\.(?:example|invalid)$/u.test(hostname)

const portOf = ({ port, protocol }: URL) => Number(port || (protocol === 'https:' ? 443 : 80))

const findTarget = (
  address: string,
  ports: readonly number[] | undefined,
  origins: Circumstances['origins'],
): Target | Posted => {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/u.test(url.protocol)) return failed('The address is no web URL.')
  const { host, pathname, search } = url
  const elsewhere = origins.get(url.origin)
  if (elsewhere !== undefined) {
    return { kind: 'target', url: new URL(pathname + search, elsewhere), host }
  }
  if (isReserved(url)) return failed('The host name is reserved for examples: nothing was sent.')
  if (ports !== undefined && !isLoopback(url) && !ports.includes(portOf(url))) {
    return failed(`MobilePay only calls ports ${ports.join(' and ')}: nothing was sent.`)
  }
  return { kind: 'target', url, host }
}

/** Tries once to hand over an order, as of the moment `at` of the stand-in's clock. Never rejects. */
export const attempt = async (
  order: DeliveryOrder,
  at: number,
  { origins, timeoutMilliseconds, tokens }: Circumstances,
): Promise<Attempt> => {
  const send = async (address: string, headers: Readonly<Record<string, string>>, body: string) => {
    const target = findTarget(address, order.ports, origins)
    if (target.kind !== 'target') return target
    return post(target.url, { ...headers, host: target.host }, body, {
      timeoutMilliseconds,
      trustsAnyCertificate: isLoopback(target.url),
    })
  }

  const authorization = order.authorization?.()
  const scheme = authorization?.scheme
  const made = (outcome: Outcome): Attempt => ({ at, scheme, outcome })
  const granted = authorization && (await tokens.authorize(authorization, at, send))
  if (granted?.kind === 'failed') return made(granted)

  const answer = await send(
    order.url,
    {
      'content-type': 'application/json; charset=utf-8',
      ...order.headers,
      ...(granted && { authorization: granted.header }),
    },
    order.body,
  )
  if (answer.kind === 'failed') return made(answer)
  if (authorization && answer.status === 401) tokens.forget(authorization)
  return made({ kind: 'answered', status: answer.status })
}
