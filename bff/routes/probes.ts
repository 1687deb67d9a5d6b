import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import type { RouteContext } from './env.ts'

/** `GET /healthz`: the process answers. */
export function healthz(c: RouteContext) {
  return c.text('ok')
}

/**
 * `GET /readyz`: 503 before the first metadata of the provider is known and while the process
 * drains; then 200, saying what runs on its reserves (decision 30). Asking starts discovery.
 */
export function createReadyz(deps: Deps, isDraining: () => boolean) {
  return async function readyz(c: RouteContext) {
    if (isDraining()) return c.json({ draining: true }, 503)
    try {
      await deps.provider.metadata()
    } catch (error) {
      if (!(error instanceof BffError)) throw error
      return c.json({ provider: 'unknown', store: deps.store.status() }, 503)
    }
    return c.json({ provider: deps.provider.status(), store: deps.store.status() })
  }
}
