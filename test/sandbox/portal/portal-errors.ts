import { randomUUID } from 'node:crypto'

import { portalPrefix } from '../routes.ts'

/** What the vague error page can be asked for by its `errorId`. */
export interface PortalError {
  readonly code: string
  readonly requestId: string
}

export interface PortalErrors {
  /** Keeps an error and answers the address of its page. */
  readonly add: (code: string) => string
  readonly find: (errorId: string) => PortalError | undefined
}

// The provider knows some codes that MobilePay's page never prints.
const printed: Readonly<Record<string, string>> = {
  invalid_client: 'unauthorized_client',
  invalid_redirect_uri: 'invalid_request',
}
const keep = 100

export function createPortalErrors(): PortalErrors {
  const errors = new Map<string, PortalError>()
  return {
    add: (code) => {
      const errorId = randomUUID()
      errors.set(errorId, { code: printed[code] ?? code, requestId: randomUUID() })
      const [oldest] = errors.keys()
      if (errors.size > keep && oldest !== undefined) errors.delete(oldest)
      return `${portalPrefix}/home/error?errorId=${errorId}`
    },
    find: (errorId) => errors.get(errorId),
  }
}
