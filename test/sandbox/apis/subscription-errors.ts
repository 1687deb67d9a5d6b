import { isFacade } from '../data/facade.ts'
import type { Call } from './call.ts'
import { emptyReply, jsonReply } from './reply.ts'

const errorReply = (
  status: 400 | 412,
  error: string,
  errorType: string,
  message: string,
  { correlationId, world }: Pick<Call, 'correlationId' | 'world'>,
) =>
  jsonReply(
    {
      error,
      error_description: {
        message,
        error_type: errorType,
        correlation_id: correlationId,
        // Named by the documentation, but never shown.
        ...(isFacade(world.rules) && { error_code: null, localized_message: message }),
      },
    },
    status,
  )

export const badRequest = (
  call: Pick<Call, 'correlationId' | 'world'>,
  message: string,
): Response => errorReply(400, 'BadRequest', 'InputError', message, call)

/** A business rule stands against it. */
export const preconditionFailed = (call: Call, message: string): Response =>
  errorReply(412, 'PreconditionFailed', 'PreconditionError', message, call)

/** The state stands against it, and MobilePay does not say which. */
export const domainError = (): Response => emptyReply(409)

/** Refunds have an error body of their own. */
export const refundBadRequest = ({ correlationId }: Call, message: string): Response =>
  jsonReply(
    {
      errorText: 'BadRequest',
      errorDetails: { message, errorType: 'InputError', correlationId, errorCode: null },
    },
    400,
  )
