import { expect } from 'vitest'
import type * as z from 'zod/mini'

import { errorBodySchema } from '#shared/api.ts'
import { type ErrorCode, errorStatus, isErrorCode } from '#shared/errors.ts'

/**
 * Reads an answer that must be an error of the bff's own, and checks what the contract says of all
 * of them: the status of the code, the header that tells them from MobilePay's, the reference.
 */
export async function readError(response: Response): Promise<z.infer<typeof errorBodySchema>> {
  const text = await response.text()
  const code = response.headers.get('x-mpc-error')
  if (!isErrorCode(code)) throw new Error(`no error of ours, but ${response.status}: ${text}`)
  expect(response.status).toBe(errorStatus[code])
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const body = errorBodySchema.parse(JSON.parse(text))
  expect(body.code).toBe(code)
  expect(body.message).not.toBe('')
  expect(body.requestId).toBe(response.headers.get('x-request-id'))
  return body
}

/** The code of such an error. */
export async function errorCode(response: Response): Promise<ErrorCode> {
  const { code } = await readError(response)
  if (!isErrorCode(code)) throw new Error(`no code of ours: ${code}`)
  return code
}
