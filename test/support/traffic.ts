import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

import type { BrowserContext, Frame, Page } from 'playwright-core'

import type { RecordedAnswer, RecordingProxy } from './recording-proxy.ts'

/** All that a browser learned: what came over the wire, what pages said, and what they keep. */
export interface Traffic {
  readonly answers: readonly RecordedAnswer[]
  /** Lines that pages wrote to their consoles, uncaught errors included. */
  readonly console: readonly string[]
  /**
   * The places where `text` occurs, as it is, percent-encoded or in base64, e.g. `header set-cookie
   * of POST http://…`. Storage is looked at in the pages that are open now.
   */
  readonly find: (text: string) => Promise<readonly string[]>
}

const recordings = new WeakMap<BrowserContext, RecordingProxy>()

export function noteRecording(context: BrowserContext, proxy: RecordingProxy): void {
  recordings.set(context, proxy)
}

/** Records a browser that was launched with `recording: true`. Wire traffic counts from its start. */
export function recordTraffic(context: BrowserContext): Traffic {
  const proxy = recordings.get(context)
  if (proxy === undefined) throw new Error('launch the browser with recording: true')
  const lines: string[] = []
  const addresses: string[] = []
  const watch = (page: Page) => {
    page.on('pageerror', (error) => lines.push(`${error.name}: ${error.stack ?? error.message}`))
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
  }
  context.on('console', (message) => lines.push(message.text()))
  context.on('page', watch)
  for (const page of context.pages()) watch(page)

  return {
    answers: proxy.answers,
    console: lines,
    async find(text) {
      const needles = encodings(text)
      const isIn = (where: string) => needles.some((needle) => where.includes(needle))
      const stored = await Promise.all(
        context.pages().flatMap((page) => page.frames().map(readStorage)),
      )
      return [
        ...proxy.answers.flatMap((answer) => placesIn(answer, isIn)),
        ...lines.filter(isIn).map((line) => `console: ${line}`),
        ...addresses.filter(isIn).map((address) => `address: ${address}`),
        ...stored.filter(isIn).map((storage) => `storage: ${storage}`),
      ]
    },
  }
}

function placesIn(answer: RecordedAnswer, isIn: (where: string) => boolean): readonly string[] {
  const { method, url, headers } = answer
  const name = `${method} ${url}`
  return [
    ...(isIn(url) ? [`address of ${name}`] : []),
    ...headers
      .filter(([header, value]) => isIn(header) || isIn(value))
      .map(([header]) => `header ${header.toLowerCase()} of ${name}`),
    ...(isIn(bodyOf(answer)) ? [`body of ${name}`] : []),
  ]
}

/** The body of a recorded answer as text, uncompressed. */
export function bodyOf({ headers, chunks }: RecordedAnswer): string {
  const body = Buffer.concat(chunks)
  const coding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1]
  if (body.length === 0) return ''
  if (coding === 'gzip') return gunzipSync(body).toString()
  if (coding === 'br') return brotliDecompressSync(body).toString()
  if (coding === 'deflate') return inflateSync(body).toString()
  return body.toString()
}

/** `text`, and what it looks like in URLs, and within longer texts in base64 (three alignments). */
function encodings(text: string): readonly string[] {
  const inBase64 = [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + text).toString('base64')
    // The ends depend on the neighbours.
    const core = encoded.slice(shift === 0 ? 0 : 4, -4)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [...new Set([text, encodeURIComponent(text), ...inBase64])].filter(
    (needle) => needle.length >= Math.min(text.length, 8),
  )
}

const readStorageScript = `(async () => {
  const found = []
  try { found.push(document.cookie) } catch {}
  for (const name of ['localStorage', 'sessionStorage']) {
    try { found.push(JSON.stringify({ ...window[name] })) } catch {}
  }
  try {
    for (const { name } of await indexedDB.databases()) {
      const settled = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const database = await settled(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const records = await settled(database.transaction(store).objectStore(store).getAll())
        found.push(JSON.stringify(records))
      }
      database.close()
    }
  } catch {}
  return location.origin + ' ' + found.join(' ')
})()`

async function readStorage(frame: Frame): Promise<string> {
  try {
    return await frame.evaluate<string>(readStorageScript)
  } catch (error) {
    // A frame that goes away in the meantime keeps nothing.
    if (frame.isDetached()) return ''
    throw error
  }
}
