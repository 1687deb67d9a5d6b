import type { RecordedRequest } from '../requests.ts'
import { covers, deviations } from './deviations.ts'
import { findOperation } from './find-operation.ts'
import type { SpecifiedOperation } from './specification.ts'

type Sent = Pick<RecordedRequest, 'method' | 'path' | 'query' | 'body' | 'host'>

const parse = (text: string | undefined): unknown => {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

const isApiCall = ({ host, path }: Sent) =>
  host === 'gateway' && path !== '/healthz' && !path.startsWith('/merchant-authentication')

/**
 * What is wrong, by MobilePay's documents, with the API calls that somebody sent to a sandbox (`control.requests()`):
 * operations and parameters that there are not, bodies of another shape.
 */
export const problemsInRequests = (
  requests: readonly Sent[],
  operations: readonly SpecifiedOperation[],
): readonly string[] =>
  requests.filter(isApiCall).flatMap(({ body, method, path, query }) => {
    const operation = findOperation(operations, { method, path })
    if (operation === undefined) return [`${method} ${path}: no such operation`]
    const name = `${method} ${operation.path}`
    const found = { api: operation.api, operation: name, status: 0, kind: 'request' as const }
    const unknown = [...new URLSearchParams(query).keys()]
      .filter((parameter) => !operation.query.includes(parameter))
      .map((parameter) => `${name}: no parameter ${parameter}`)
    const malformed = operation
      .judgeRequest(parse(body))
      .filter(
        (problem) => !deviations.some((deviation) => covers(deviation, { ...found, problem })),
      )
      .map((problem) => `${name}: ${problem}`)
    return [...unknown, ...malformed]
  })
