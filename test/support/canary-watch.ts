import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

import { watchLedgers } from '../sandbox/ledger.ts'
import { findLeaks, type Received, withoutExemptions } from './canaries.ts'

/** Something that came out of a bff. `where` says to whom it went: an answer, or what we keep. */
interface Text {
  readonly where: string
  readonly text: () => string | Promise<string>
}

const answers: { path: string; text: string }[] = []
const kept: Text[] = []
const secretLists: (() => readonly string[])[] = []
let watching = false

/** The largest answers are files; what a bff says of its own is far below this. */
const answerBytes = 256 * 1024
/** Enough of each kind of token, where a run makes thousands: the first and the last ones. */
const mostSecrets = 300

/** From now on everything that the bffs of this process say, write or keep is looked at. */
export function startWatching(): void {
  watching = true
  watchLedgers(({ list }) => secretLists.push(list))
}

/** Secrets besides those that a stand-in hands out: the installation's own. */
export function noteSecrets(list: readonly string[]): void {
  if (watching) secretLists.push(() => list)
}

/** Something that nobody but us should see, such as a log, and in which no secret may be all the same. */
export function noteKept(where: string, text: () => string | Promise<string>): void {
  if (watching) kept.push({ where, text })
}

/** Looks at every byte that `server` answers, the console's files left out. */
export function noteAnswers(server: Server): void {
  if (!watching) return
  const current = new WeakMap<Socket, { path: string; text: string }>()
  const tapped = new WeakSet<Socket>()
  // Before the server's own listener, which may answer at once.
  server.prependListener('request', ({ socket, url = '' }: IncomingMessage) => {
    const path = url.split('?', 1)[0] ?? ''
    if (/^\/(?:assets|embed\.js|embed\/v1)/.test(path)) {
      current.delete(socket)
    } else {
      const answer = { path, text: '' }
      answers.push(answer)
      current.set(socket, answer)
    }
    if (tapped.has(socket)) return
    tapped.add(socket)
    const write = socket.write.bind(socket)
    socket.write = (...parameters: readonly unknown[]) => {
      const answer = current.get(socket)
      const [chunk] = parameters
      if (answer !== undefined && answer.text.length < answerBytes) answer.text += asText(chunk)
      const flowing: unknown = Reflect.apply(write, undefined, parameters)
      return flowing === true
    }
  })
}

function asText(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : ''
}

/** What has leaked so far, in sentences; everything noted is forgotten. */
export async function takeLeaks(): Promise<readonly string[]> {
  const secrets = sample(secretLists.splice(0).flatMap((list) => list()))
  const received: readonly Received[] = answers.splice(0)
  const cookies = received.flatMap(({ text }) =>
    [...text.matchAll(/__Host-Http-mpc[\w-]*=([^;\s]{40,});/g)].map(([, value]) => value ?? ''),
  )
  const leaks: string[] = []
  for (const answer of received) {
    if (findLeaks(withoutExemptions(answer), secrets).length === 0) continue
    leaks.push(`the answer of ${answer.path} holds a secret: ${answer.text.slice(0, 2000)}`)
  }
  // A session's cookie is as good as the session.
  const keptSecrets = [...secrets, ...sample(cookies)]
  for (const { where, text } of kept.splice(0)) {
    const content = await text()
    if (findLeaks(content, keptSecrets).length === 0) continue
    const line = content.split('\n').find((part) => findLeaks(part, keptSecrets).length > 0)
    leaks.push(`${where} holds a secret: ${(line ?? content).slice(0, 2000)}`)
  }
  return leaks
}

function sample(secrets: readonly string[]): readonly string[] {
  const different = [...new Set(secrets)]
  if (different.length <= mostSecrets) return different
  return [...different.slice(0, mostSecrets / 2), ...different.slice(-mostSecrets / 2)]
}
