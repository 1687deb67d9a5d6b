import { type Answer, call, type Patience, sendRaw, type Visitor } from './client.ts'

/** What a run of traffic came to. */
export interface Tally {
  readonly kinds: Record<string, number>
  readonly statuses: Record<string, number>
  /** Answers that are somebody else's, failures of ours, and other things that must not be. */
  readonly wrong: string[]
}

type Random = () => number

interface Scene {
  readonly baseUrl: string
  readonly visitors: readonly Visitor[]
  readonly random: Random
  readonly tally: Tally
}

/** The traffic's mixture in parts of a hundred. */
const mixture = [
  ['abort', 5],
  ['slow reader', 5],
  ['malformed', 2],
  ['login start', 3],
  ['page', 5],
  ['without header', 3],
  ['call', 77],
] as const

type Kind = (typeof mixture)[number][0]

const malformed = [
  'GET / HTTP/1.1\r\n\r\n',
  'GET /api/v1/payments HTTP/9.9\r\nHost: x\r\n\r\n',
  'POST /auth/complete HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  '\0\0\0\0',
  'GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: @\r\n\r\n',
  `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: @\r\n\r\n`,
  'POST /auth/complete HTTP/1.1\r\nHost: @\r\nOrigin: http://@\r\nContent-Length: 20\r\n\r\nstate=%&=&&;;;;;;;;;',
  'GET /auth/session HTTP/1.1\r\nHost: @\r\nX-CSRF: 1\r\nCookie: __Host-Http-mpc=Fe26.2*1*x*y*z**a*b~2\r\n\r\n',
  'GET /api/v1/payments?pageNumber=%zz HTTP/1.1\r\nHost: @\r\nX-CSRF: 1\r\n\r\n',
  'GET /embed/%ff HTTP/1.1\r\nHost: @\r\n\r\n',
] as const

/** One actor: does one thing after another until `endsAt` (milliseconds since the epoch). */
export async function act(scene: Scene, endsAt: number): Promise<void> {
  while (Date.now() < endsAt) {
    const kind = choose(scene.random)
    scene.tally.kinds[kind] = (scene.tally.kinds[kind] ?? 0) + 1
    await play(scene, kind)
  }
}

function choose(random: Random): Kind {
  let left = random() * 100
  for (const [kind, share] of mixture) {
    left -= share
    if (left < 0) return kind
  }
  return 'call'
}

async function play(scene: Scene, kind: Kind): Promise<void> {
  const { baseUrl, visitors, random, tally } = scene
  const visitor = visitors[Math.floor(random() * visitors.length)]
  if (visitor === undefined) return
  switch (kind) {
    case 'malformed': {
      const { host } = new URL(baseUrl)
      const bytes = malformed[Math.floor(random() * malformed.length)]?.replaceAll('@', host) ?? ''
      const statuses = await sendRaw(baseUrl, bytes)
      count(tally, kind, statuses[0] ?? 0)
      return
    }
    case 'login start': {
      const answer = await call(baseUrl, '/auth/login?merchant_vat=DK12345678', visitor)
      count(tally, kind, answer.status)
      return
    }
    case 'page': {
      const path = random() < 0.5 ? '/connect' : '/auth/session'
      count(tally, kind, (await call(baseUrl, path, visitor)).status)
      return
    }
    case 'without header': {
      const answer = await fetch(`${baseUrl}/api/v1/payments`, {
        headers: { cookie: visitor.jar.header() ?? '' },
      })
      await answer.body?.cancel()
      count(tally, kind, answer.status)
      if (answer.status !== 403) tally.wrong.push(`without X-CSRF: ${answer.status}`)
      return
    }
    case 'abort':
    case 'slow reader':
    case 'call':
      await read(scene, kind, visitor)
  }
}

const patience: Readonly<Record<'abort' | 'slow reader' | 'call', (random: Random) => Patience>> = {
  abort: (random) => ({ bytes: Math.floor(random() * 300_000) }),
  'slow reader': () => 'slow',
  call: () => 'all',
}

/** Reads something of the visitor's own, and looks whether it is. */
async function read(scene: Scene, kind: keyof typeof patience, visitor: Visitor): Promise<void> {
  const { baseUrl, random, tally } = scene
  const asked = String(Math.floor(random() * 1e9))
  const kilobytes = kind === 'call' ? (random() < 0.9 ? 2 : 150) : 400
  const path = `/api/v1/payments?pageNumber=${asked}&pageSize=${kilobytes}`
  const answer = await call(baseUrl, path, visitor, patience[kind](random))
  count(tally, kind, answer.status)
  if (answer.status === 200 || answer.status === 404) check(tally, visitor, asked, answer)
  else if (![0, 502].includes(answer.status)) {
    tally.wrong.push(`${kind}: ${answer.status} ${answer.body.slice(0, 200)}`)
  }
}

function check(tally: Tally, { merchant }: Visitor, asked: string, { body }: Answer): void {
  const start = JSON.stringify({ merchant, asked })
  const rest = body.slice(start.length)
  const own = body.startsWith(start) && rest.replaceAll(merchant, '') === ''
  if (!own) tally.wrong.push(`somebody else’s answer for ${merchant}: ${body.slice(0, 100)}`)
}

function count(tally: Tally, kind: Kind, status: number): void {
  const name = `${kind}: ${status}`
  tally.statuses[name] = (tally.statuses[name] ?? 0) + 1
  if (status === 500) tally.wrong.push(`${kind}: 500`)
}
