import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import { accepts } from 'hono/accepts'
import { getMimeType } from 'hono/utils/mime'
import * as z from 'zod/mini'

import type { RouteContext } from './env.ts'

/** One file that `pnpm build` made, in each of the codings that it made of it. */
export interface BuiltFile {
  readonly type: string
  /** Of the content, so that all processes that serve a build agree on it. */
  readonly hash: string
  readonly bodies: Readonly<Partial<Record<Coding, Uint8Array<ArrayBuffer>>>>
}

type Coding = 'br' | 'gzip' | 'identity'

/** Best first. */
const codings = ['br', 'gzip'] as const

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const pagesSchema = z.record(z.string(), z.array(z.string()))
let build: ReadonlyMap<string, BuiltFile> | undefined
let pages: z.infer<typeof pagesSchema> | undefined

/**
 * The built file of this name, e.g. `index.html`; undefined where there is none, or no build.
 *
 * All of the build is read once, at the first request. A process then serves that one build for as
 * long as it lives, whatever becomes of the folder, and no address can reach any other file.
 */
export function builtFile(name: string): BuiltFile | undefined {
  // The development server builds the integrator's script only.
  build ??= ['index.html', 'embed/v1.js'].some((part) => existsSync(join(dist, part)))
    ? readBuild()
    : undefined
  return build?.get(name)
}

/** Whether `pnpm build` has made the console, told without reading it. */
export function isConsoleBuilt(): boolean {
  return existsSync(join(dist, 'index.html'))
}

/**
 * The `Link` header of the document at `path`: the files that its page needs besides the document's
 * own, which a browser can then ask for at once (RFC 8288; HTML, "modulepreload").
 */
export function preloadLink(path: string): string | undefined {
  const list = builtFile('pages.json')?.bodies.identity
  if (list === undefined) return undefined
  pages ??= pagesSchema.parse(JSON.parse(Buffer.from(list).toString()))
  const files = Object.hasOwn(pages, path) ? pages[path] : undefined
  return files
    ?.map(
      (file) => `</${file}>; rel=${file.endsWith('.css') ? 'preload; as=style' : 'modulepreload'}`,
    )
    .join(', ')
}

function readBuild(): ReadonlyMap<string, BuiltFile> {
  const files = new Map<string, BuiltFile>()
  const paths = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  for (const path of paths.filter((one) => !/\.(br|gz)$/.test(one))) {
    const identity = readFileSync(path)
    files.set(relative(dist, path).replaceAll(sep, '/'), {
      type: getMimeType(path) ?? 'application/octet-stream',
      hash: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
      bodies: {
        identity,
        ...(paths.includes(`${path}.br`) ? { br: readFileSync(`${path}.br`) } : {}),
        ...(paths.includes(`${path}.gz`) ? { gzip: readFileSync(`${path}.gz`) } : {}),
      },
    })
  }
  return files
}

/**
 * Answers with the file in the best coding that the browser takes, or with 304 where it has that.
 * `Vary` stands wherever there was a choice, on the plain form too (RFC 9110 section 12.5.5).
 */
export function respondWith(c: RouteContext, { type, hash, bodies }: BuiltFile) {
  const made = codings.filter((one) => bodies[one] !== undefined)
  const chosen = accepts(c, {
    header: 'Accept-Encoding',
    supports: [...made],
    default: 'identity',
    // By size, not in the browser's order: what it lists at all it can do.
    match: (accepted) =>
      made.find((one) => accepted.some(({ type: name, q }) => name === one && q > 0)) ?? 'identity',
  })
  const coding = made.find((one) => one === chosen) ?? 'identity'
  const body = bodies[coding] ?? new Uint8Array()
  // A strong validator names the bytes as they go out, so each coding has its own.
  const tag = coding === 'identity' ? `"${hash}"` : `"${hash}.${coding}"`
  c.header('ETag', tag)
  if (made.length > 0) c.header('Vary', 'Accept-Encoding', { append: true })
  if (isKnown(c.req.header('If-None-Match'), tag)) return c.body(null, 304)
  if (coding !== 'identity') c.header('Content-Encoding', coding)
  return c.body(body, 200, { 'Content-Type': type, 'Content-Length': String(body.length) })
}

/** RFC 9110 section 13.1.2: compared weakly. */
function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? []
  return tags.includes(tag) || tags.includes('*')
}
