import type { InvoiceProblem } from '../data/invoice-problems.ts'
import type { Call } from './call.ts'
import { jsonReply } from './reply.ts'

type Asked = Pick<Call, 'correlationId' | 'dialect'>

const errorReply = (
  status: 400 | 409,
  { correlationId, dialect }: Asked,
  error: 'InputError' | 'DomainError',
  code: number | undefined,
  text: string,
) => {
  const errorCode = code === undefined ? null : String(code)
  const errorContext = 'Invoices'
  // The documentation writes everything else in PascalCase.
  return dialect.invoiceNames === 'PascalCase'
    ? jsonReply(
        {
          correlation_id: correlationId,
          error,
          error_code: errorCode,
          error_description: text,
          error_context: errorContext,
        },
        status,
      )
    : jsonReply({ correlationId, error, errorCode, errorDescription: text, errorContext }, status)
}

export const invoiceBadRequest = (call: Asked, message: string): Response =>
  errorReply(400, call, 'InputError', undefined, message)

export const invoiceConflict = (call: Asked, { code, text }: InvoiceProblem): Response =>
  errorReply(409, call, 'DomainError', code, text)

const wrongState = 10_504

export const wrongInvoiceState = (call: Asked, status: string): Response =>
  invoiceConflict(call, { code: wrongState, text: `Invoice has already been ${status}` })
