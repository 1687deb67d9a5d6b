import { type Browser, createBrowser } from './browser.ts'
import { createCookieJar } from './cookie-jar.ts'
import { formMember, tokenRequests } from './requests.ts'
import type { Stack } from './stack.ts'

/** One answer of the bff, as a browser received it: every byte of it as text. */
export interface Received {
  readonly path: string
  readonly text: string
}

/** A browser that keeps everything it receives. */
export interface RecordingBrowser {
  readonly browser: Browser
  readonly received: readonly Received[]
}

export function createRecordingBrowser(
  { bff }: { readonly bff: Pick<Stack['bff'], 'url'> },
  email = 'mette@example.dk',
): RecordingBrowser {
  const received: Received[] = []
  const browser = createBrowser(bff.url, email, createCookieJar(), async (path, response) => {
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`)
    const body = await response.text()
    received.push({ path, text: [String(response.status), ...head, '', body].join('\n') })
  })
  return { browser, received }
}

/**
 * Everything of a run that must stay where it is: what MobilePay handed out, what the bff keeps, and
 * what the two agreed on. Ask when the run is over.
 */
export function secretsOf({ bff, sandbox }: Stack): readonly string[] {
  const { clientSecret, sessionKeys } = bff.deps.config
  const verifiers = tokenRequests(sandbox)
    .map((request) => formMember(request, 'code_verifier'))
    .filter((verifier) => verifier !== null)
  return [
    clientSecret,
    ...[...sessionKeys.values()].map((key) => Buffer.from(key).toString('base64url')),
    ...verifiers,
    ...sandbox.control.secrets(),
  ]
}

/**
 * What decisions.md 10 lets a browser see: the authorization response on the page that hands it on,
 * and the ID token as the hint of a logout. Taken out of `received`, each in its own place only.
 */
export function withoutExemptions({ path, text }: Received): string {
  if (path === '/auth/callback') {
    return text.replaceAll(/(<input type="hidden" name="(?:code|id_token)" value=")[^"]*"/g, '$1"')
  }
  if (path === '/auth/logout') return text.replace(/([?&]id_token_hint=)[^&"]*/, '$1')
  return text
}

const pieceLength = 20

/**
 * Which of `secrets` occur in `text`, by their place in the list: whole or in part (20 characters in
 * a row), as they are, percent-encoded, in hexadecimal, or in either base64 at any alignment.
 */
export function findLeaks(text: string, secrets: readonly string[]): readonly number[] {
  const { pieces, short } = indexOf(secrets)
  const found = new Set<number>()
  for (const [form, secret] of short) if (text.includes(form)) found.add(secret)
  // One walk over the text, whatever the number of secrets.
  for (let at = 0; at + pieceLength <= text.length; at += 1) {
    const secret = pieces.get(text.slice(at, at + pieceLength))
    if (secret !== undefined) found.add(secret)
  }
  return [...found].toSorted((one, other) => one - other)
}

interface Index {
  readonly pieces: ReadonlyMap<string, number>
  /** Forms shorter than a piece, each whole. */
  readonly short: readonly (readonly [form: string, secret: number])[]
}

const indexes = new WeakMap<readonly string[], Index>()

function indexOf(secrets: readonly string[]): Index {
  const known = indexes.get(secrets)
  if (known !== undefined) return known
  const pieces = new Map<string, number>()
  const short: (readonly [string, number])[] = []
  for (const [secret, text] of secrets.entries()) {
    for (const form of formsOf(text)) {
      if (form !== '' && form.length < pieceLength) short.push([form, secret])
      for (const piece of piecesOf(form)) pieces.set(piece, secret)
    }
  }
  const index = { pieces, short }
  indexes.set(secrets, index)
  return index
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const encoded = [0, 1, 2].flatMap((skipped) => {
    // The last characters of an encoding depend on what follows.
    const whole = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3))
    return [whole.toString('base64'), whole.toString('base64url')]
  })
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), ...encoded]
}

/** Overlapping, so that any 30 characters in a row hold a whole piece. */
function piecesOf(form: string): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at + pieceLength <= form.length; at += pieceLength / 2) {
    pieces.push(form.slice(at, at + pieceLength))
  }
  return pieces
}
