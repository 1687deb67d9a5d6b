import type { Exchange } from './exchange.ts'

interface Located {
  readonly method: string
  readonly path: string
}

const patterns = new Map<string, RegExp>()

const patternOf = (path: string) => {
  const known = patterns.get(path)
  if (known !== undefined) return known
  const source = path
    .split('/')
    .map((part) =>
      /^[:{]/u.test(part) ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'),
    )
    .join('/')
  const pattern = new RegExp(`^${source}$`, 'u')
  patterns.set(path, pattern)
  return pattern
}

const parametersIn = ({ path }: Located) => path.match(/[:{]/gu)?.length ?? 0

/** The operation that a request was for; where two paths match, the one with fewer parameters. */
export const findOperation = <Operation extends Located>(
  operations: readonly Operation[],
  { method, path }: Pick<Exchange, 'method' | 'path'>,
): Operation | undefined =>
  operations
    .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
    .toSorted((one, other) => parametersIn(one) - parametersIn(other))[0]
