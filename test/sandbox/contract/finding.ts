import type { Exchange } from './exchange.ts'
import { findOperation } from './find-operation.ts'
import type { SpecifiedOperation } from './specification.ts'

/** Something in an exchange that is not as MobilePay's document has it. */
export interface Finding {
  readonly api: string
  readonly operation: string
  readonly status: number
  readonly kind: 'status' | 'answer' | 'request'
  readonly problem: string
}

/** Compares an exchange with the documents. Requests only count when they were accepted. */
export const findingsIn = (
  exchange: Exchange,
  operations: readonly SpecifiedOperation[],
): readonly Finding[] => {
  const { method, path, status, body, requestBody } = exchange
  const operation = findOperation(operations, exchange)
  if (operation === undefined) {
    const problem = 'no such operation'
    return [{ api: '', operation: `${method} ${path}`, status, kind: 'status', problem }]
  }
  const found = { api: operation.api, operation: `${method} ${operation.path}`, status }
  const problems = operation.judge(status, body)
  const answer =
    problems === undefined
      ? [{ ...found, kind: 'status' as const, problem: 'not documented' }]
      : problems.map((problem) => ({ ...found, kind: 'answer' as const, problem }))
  const request =
    status < 300
      ? operation
          .judgeRequest(requestBody)
          .map((problem) => ({ ...found, kind: 'request' as const, problem }))
      : []
  return [...answer, ...request]
}
