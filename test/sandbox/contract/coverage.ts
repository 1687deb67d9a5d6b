import type { Exchange } from './exchange.ts'
import { findOperation } from './find-operation.ts'

export interface Covered {
  readonly api: string
  readonly method: string
  readonly path: string
  /** Every status that was answered, in order. */
  readonly statuses: readonly number[]
}

interface Listed {
  readonly api: string
  readonly method: string
  readonly path: string
}

/** What the exchanges reached of these operations. */
export const coverageOf = (
  operations: readonly Listed[],
  exchanges: readonly Exchange[],
): readonly Covered[] => {
  const statuses = new Map(operations.map((operation) => [operation, new Set<number>()]))
  for (const exchange of exchanges) {
    const operation = findOperation(operations, exchange)
    if (operation !== undefined) statuses.get(operation)?.add(exchange.status)
  }
  return operations.map((operation) => ({
    api: operation.api,
    method: operation.method,
    path: operation.path,
    statuses: [...(statuses.get(operation) ?? [])].toSorted((one, other) => one - other),
  }))
}

export const isPlayed = ({ statuses }: Covered): boolean =>
  statuses.some((status) => status >= 200 && status < 300)

/** The table that the test prints. */
export const coverageTable = (covered: readonly Covered[]): string => {
  const lines = [...Map.groupBy(covered, ({ api }) => api)].flatMap(([api, own]) => {
    const played = own.filter(isPlayed).length
    const share = Math.floor((100 * played) / own.length)
    return [
      `${api}: ${played} of ${own.length} operations, ${share} %`,
      ...own.map(
        ({ method, path, statuses }) => `  ${method.padEnd(6)} ${path}  ${statuses.join(' ')}`,
      ),
    ]
  })
  return lines.join('\n')
}
