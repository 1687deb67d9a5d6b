import { operations } from '#shared/operations.ts'
import type { Operation, PathPart } from '#shared/operations.ts'

import { buildSearch } from './search.ts'

/**
 * What a request target means. `path` and `search` are built from the operation and the checked
 * parts; nothing of the target itself goes on. `allow` lists the methods that the path does take.
 */
export type Match =
  | {
      readonly kind: 'match'
      readonly operation: Operation
      readonly path: string
      readonly search: string
    }
  | { readonly kind: 'unknown_operation' }
  | { readonly kind: 'method_not_allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'invalid_request'; readonly message: string }

interface Node {
  readonly literals: Map<string, Node>
  readonly operations: Map<string, Operation>
  part: { readonly shape: PathPart; readonly node: Node } | null
}

const prefix = '/api'
const longestTarget = 8192

// No dots, no percent signs, nothing that a server on the way could read as another path.
const shapes: Readonly<Record<PathPart, RegExp>> = {
  guid: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  digits: /^\d{1,20}$/,
  opaque: /^[\w-]{1,64}$/,
}

const unknown: Match = { kind: 'unknown_operation' }

/** Finds the operation that a request is for. `rawUrl` is the request target as it was sent. */
export const matchOperation = createMatcher(operations)

/**
 * Prepares a list of operations for matching.
 *
 * Literal path segments win over parts, so `/payments/cancel` is never a payment called `cancel`.
 *
 * @throws Error when two operations clash: the same method and path, or two shapes in one place.
 */
export function createMatcher(
  list: readonly Operation[],
): (method: string, rawUrl: string) => Match {
  const root = buildTree(list)

  return (method, rawUrl) => {
    if (rawUrl.length > longestTarget) {
      return { kind: 'invalid_request', message: 'The address is too long.' }
    }
    const mark = rawUrl.indexOf('?')
    const pathname = mark === -1 ? rawUrl : rawUrl.slice(0, mark)
    if (!pathname.startsWith(`${prefix}/`)) return unknown

    let node = root
    let path = ''
    for (let start = prefix.length; start < pathname.length;) {
      const next = pathname.indexOf('/', start + 1)
      const end = next === -1 ? pathname.length : next
      const segment = pathname.slice(start + 1, end)
      const literal = node.literals.get(segment)
      if (literal !== undefined) node = literal
      else if (node.part !== null && shapes[node.part.shape].test(segment)) node = node.part.node
      else return unknown
      path += `/${segment}`
      start = end
    }

    if (node.operations.size === 0) return unknown
    const operation = node.operations.get(method)
    if (operation === undefined) {
      return { kind: 'method_not_allowed', allow: [...node.operations.keys()] }
    }
    const search = buildSearch(mark === -1 ? '' : rawUrl.slice(mark + 1), operation)
    return search.kind === 'invalid'
      ? { kind: 'invalid_request', message: search.message }
      : { kind: 'match', operation, path, search: search.search }
  }
}

function buildTree(list: readonly Operation[]): Node {
  const root = createNode()
  for (const operation of list) {
    let node = root
    for (const segment of operation.path.split('/').slice(1)) {
      node = descend(node, segment, operation)
    }
    if (node.operations.has(operation.method)) {
      throw new Error(`two operations at ${operation.method} ${operation.path}`)
    }
    node.operations.set(operation.method, operation)
  }
  return root
}

function descend(node: Node, segment: string, operation: Operation): Node {
  if (!segment.startsWith('{')) {
    const literal = node.literals.get(segment) ?? createNode()
    node.literals.set(segment, literal)
    return literal
  }
  const shape = operation.parts[segment.slice(1, -1)]
  if (shape === undefined) throw new Error(`${operation.id}: no shape for ${segment}`)
  node.part ??= { shape, node: createNode() }
  if (node.part.shape !== shape) throw new Error(`${operation.id}: two shapes for ${segment}`)
  return node.part.node
}

function createNode(): Node {
  return { literals: new Map(), operations: new Map(), part: null }
}
