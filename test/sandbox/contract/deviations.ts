import type { Finding } from './finding.ts'

/** Where the stand-in knowingly differs from an OpenAPI document of MobilePay's, and why. */
export interface Deviation {
  readonly kind: Finding['kind']
  readonly reason: string
  readonly status?: number
  readonly apis?: readonly string[]
  readonly operation?: RegExp
  readonly problem?: RegExp
}

export const covers = (
  { kind, status, apis, operation = /./u, problem = /./u }: Deviation,
  finding: Finding,
): boolean =>
  kind === finding.kind &&
  (status === undefined || status === finding.status) &&
  (apis === undefined || apis.includes(finding.api)) &&
  operation.test(finding.operation) &&
  problem.test(finding.problem)

export const deviations: readonly Deviation[] = [
  {
    kind: 'status',
    status: 401,
    reason: 'A bad token is a 401 everywhere, whether the document lists it or not.',
  },
  {
    kind: 'status',
    status: 403,
    reason: 'So is a 403 for a product not allowed, or a token without merchant (facts 1.10).',
  },
  {
    kind: 'status',
    status: 400,
    apis: ['Invoice'],
    reason: 'The documentation has input errors for every operation, the document for two.',
  },
  {
    kind: 'status',
    status: 400,
    operation: /^POST \/v1\/refunds$/u,
    reason: 'The documentation lists the 400 that the document left out.',
  },
  {
    kind: 'status',
    status: 400,
    operation: /^PATCH .*\/users\/v1\/me\/.*oneoffpayments/u,
    reason: 'A malformed simulation has to be answered somehow; its sister operations have a 400.',
  },
  {
    kind: 'status',
    status: 404,
    apis: ['Subscriptions', 'Invoice'],
    reason: 'What is not there is not found. The document leaves it out for some writes.',
  },
  {
    kind: 'status',
    status: 500,
    operation: /^POST .*\/capture$/u,
    reason: 'A capture of unknown outcome: the documentation speaks of 5xx.',
  },
  {
    kind: 'answer',
    status: 404,
    apis: ['Subscriptions'],
    problem: /^Error: must be object/u,
    reason: 'The documentation says that a 404 has no body.',
  },
  {
    kind: 'answer',
    problem: /correlation_?[iI]d: must be object,null/u,
    reason: 'The document types GUIDs as objects; all examples are text.',
  },
  {
    kind: 'answer',
    operation: /^GET .*\/pdf$/u,
    reason: 'A PDF is a PDF. The documents give no media type, or JSON.',
  },
  {
    kind: 'answer',
    apis: ['Webhooks'],
    problem: /a body, where none/u,
    reason: 'The document has an error body for test notifications; the others get the same.',
  },
  {
    kind: 'answer',
    status: 409,
    apis: ['Invoice'],
    operation: /(?:cancel|reject)$/u,
    problem: /a body, where none/u,
    reason: 'The documentation has the body of error 10504, wrong state.',
  },
  {
    kind: 'answer',
    status: 400,
    operation: /\/invoices\/\{id\}\/accept$/u,
    problem: /^AcceptInvoiceFailureModel: /u,
    reason: 'The failure body is for payments that fail; a malformed request gets the usual one.',
  },
  {
    kind: 'answer',
    status: 400,
    operation: /^POST .*\/refunds$/u,
    problem: /a body, where none/u,
    reason: 'The refund error of the document is only listed for 500; a 400 needs it more.',
  },
  {
    kind: 'request',
    operation: /^PATCH /u,
    problem: /value: must be object,null/u,
    reason: 'The document types the value of a JSON Patch as an object; all examples are text.',
  },
  {
    kind: 'request',
    apis: ['Invoice'],
    problem: /Date: must match format "date-time"/u,
    reason: 'The documentation writes days without a time; both are taken.',
  },
  {
    kind: 'request',
    operation: /(?:batch|paymentrequests)$/u,
    problem: /^body\/1: must have required property/u,
    reason: 'A malformed item of a batch is reported in the answer, as documented.',
  },
  {
    kind: 'request',
    operation: /^PATCH .*\/users\/v1\/me\/agreements\/\{agreementid\}$/u,
    problem: /notifications_on/u,
    reason: 'The documentation of the simulation sets it with the same call.',
  },
]
