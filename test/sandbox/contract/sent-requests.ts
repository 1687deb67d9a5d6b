import { apis, simulations } from '../apis/apis.ts'
import type { RecordedRequest } from '../requests.ts'
import { covers, deviations } from './deviations.ts'
import { findOperation } from './find-operation.ts'
import { type SpecifiedOperation, hasSpecifications, readSpecifications } from './specification.ts'

type Sent = Pick<
  RecordedRequest,
  'method' | 'path' | 'query' | 'body' | 'host' | 'status' | 'headers'
>

/** What is wrong with the API calls that somebody sent to a stand-in, a line for each problem. */
export type JudgeRequests = (requests: readonly Sent[]) => readonly string[]

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

const contentTypeProblems = ({ body, headers }: Sent) =>
  (body ?? '') === '' || headers['content-type']?.startsWith('application/json')
    ? []
    : ['a body that is not declared as application/json']

const problemsIn = (sent: Sent, operations: readonly SpecifiedOperation[]): readonly string[] => {
  const { body, method, path, query } = sent
  const operation = findOperation(operations, { method, path })
  if (operation === undefined) return [`${method} ${path}: no such operation`]
  const name = `${method} ${operation.path}`
  const found = { api: operation.api, operation: name, status: 0, kind: 'request' as const }
  const malformed = operation
    .judgeRequest(parse(body))
    .filter((problem) => !deviations.some((deviation) => covers(deviation, { ...found, problem })))
  return [
    ...operation.judgeQuery(new URLSearchParams(query)),
    ...malformed,
    ...contentTypeProblems(sent),
  ].map((problem) => `${name}: ${problem}`)
}

/**
 * By MobilePay's documents: operations and parameters that there are not, values and bodies of another shape, whatever
 * was answered.
 */
export const problemsInRequests = (
  requests: readonly Sent[],
  operations: readonly SpecifiedOperation[],
): readonly string[] => requests.filter(isApiCall).flatMap((sent) => problemsIn(sent, operations))

const ours = [
  ...apis.flatMap(({ operations }) => operations),
  ...simulations.map(({ method, path }) => ({ method, path })),
]

/** For who has not got the documents: what there is no operation for, and what the stand-in refused as malformed. */
export const refusedRequests: JudgeRequests = (requests) =>
  requests.filter(isApiCall).flatMap((sent) => {
    const name = `${sent.method} ${sent.path}`
    if (findOperation(ours, sent) === undefined) return [`${name}: no such operation`]
    const refused = sent.status === 400 ? ['refused as malformed'] : []
    return [...refused, ...contentTypeProblems(sent)].map((problem) => `${name}: ${problem}`)
  })

/** Judges by MobilePay's documents where they are at hand. */
export const createRequestJudge = async (): Promise<JudgeRequests> => {
  if (!hasSpecifications) return refusedRequests
  const operations = await readSpecifications()
  return (requests) => problemsInRequests(requests, operations)
}
