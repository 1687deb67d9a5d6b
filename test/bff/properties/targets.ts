import * as fc from 'fast-check'

import { type Operation, operations, type PathPart } from '#shared/operations.ts'

const guid = '5fb2b0b6-8b2e-4a52-9f3b-7bd0f3d2a001'

/** What the contract says of a part, written down a second time. */
const classes: Readonly<Record<PathPart, string>> = {
  guid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  digits: '[0-9]{1,20}',
  opaque: '[A-Za-z0-9_-]{1,64}',
}
const examples: Readonly<Record<PathPart, string>> = { guid, digits: '42', opaque: 'abc_1-Z' }

const patterns = operations.map((operation) => ({
  operation,
  pattern: new RegExp(
    `^${operation.path
      .split(/\{(\w+)\}/)
      .map((piece, index) => {
        if (index % 2 === 1) return classes[operation.parts[piece] ?? 'guid']
        return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      })
      .join('')}$`,
  ),
  literals: operation.path.split('/').filter((segment) => !segment.startsWith('{')).length,
}))

/** The operation that stands at `path` on the gateway, found by trying every one of them. */
export function operationAt(method: string, path: string): Operation | undefined {
  const [best] = patterns
    .filter(({ operation, pattern }) => operation.method === method && pattern.test(path))
    .toSorted((one, other) => other.literals - one.literals)
  return best?.operation
}

/** Whether the gateway has an operation at `path`, whatever its method. */
export function isListed(path: string): boolean {
  return patterns.some(({ pattern }) => pattern.test(path))
}

const filled = operations.map(({ method, path, parts }) => ({
  method,
  path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => examples[parts[name] ?? 'guid']),
}))

/** What somebody puts between two slashes who wants to be elsewhere. */
const tricks = [
  '..',
  '.',
  '%2e%2e',
  '%2E.',
  '..%2f',
  '%2e%2e%2f',
  '..%5c',
  '..\\',
  '%252e%252e',
  '%c0%ae%c0%ae',
  '..;',
  ';',
  ';x=y',
  '%3b',
  '',
  '%20',
  '%00',
  '%0d%0a',
  '%0d%0aHost:%20evil.example',
  '#',
  '%23',
  '?',
  '%3f',
  '@evil.example',
  '%40',
  'evil.example',
  '//evil.example',
  '\\\\evil.example',
  '%2f',
  '%2f%2fevil.example',
  'http:',
  'http://evil.example',
  '\u2025',
  '\uff0e\uff0e',
  '\u2215',
  '%u002e',
  '~',
  '*',
  '{id}',
  '__proto__',
  'constructor',
  guid,
  `${guid}%20`,
  `${guid}.`,
  '42',
  '-1',
  '0x1',
] as const

const trick = fc.oneof(
  fc.constantFrom(...tricks),
  fc.string({ unit: 'binary-ascii', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.nat(255).map((byte) => `%${byte.toString(16).padStart(2, '0')}`),
)

interface Step {
  readonly kind: 'put' | 'replace' | 'drop' | 'append' | 'prepend'
  readonly at: number
  readonly text: string
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('put', 'replace', 'drop', 'append', 'prepend'),
  at: fc.nat(8),
  text: trick,
})

function apply(path: string, { kind, at, text }: Step): string {
  if (kind === 'append') return path + text
  if (kind === 'prepend') return text + path
  const segments = path.split('/')
  const index = at % segments.length
  if (kind === 'put') segments.splice(index, 0, text)
  else if (kind === 'replace') segments[index] = text
  else segments.splice(index, 1)
  return segments.join('/')
}

const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom('?', '?pagesize=5&pagenumber=1', '?pageSize=5', '?x=1', '?pagesize=5&pagesize=6'),
  trick.map((text) => `?${text}`),
  trick.map((text) => `?pagesize=${text}`),
)

/** A method and a request target: an operation's own, bent in up to three places. */
export const target: fc.Arbitrary<{ readonly method: string; readonly raw: string }> = fc
  .tuple(
    fc.constantFrom(...filled),
    fc.array(step, { maxLength: 3 }),
    query,
    fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'get'), { freq: 3 }),
  )
  .map(([{ method, path }, steps, search, otherMethod]) => ({
    method: otherMethod ?? method,
    raw: steps.reduce(apply, `/api${path}`) + search,
  }))
