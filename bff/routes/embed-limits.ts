import type { Product } from '#shared/scopes.ts'

import type { EmbedClient } from '../config-embed.ts'
import type { Config } from '../config.ts'

/** Whether a merchant may be connected in an integrator's frames (decision 2). */
export function mayConnect(config: Config, { vats }: EmbedClient, vat: string): boolean {
  return (
    config.vatPrefixes.some((prefix) => vat.startsWith(prefix)) &&
    (vats === null || vats.includes(vat))
  )
}

/** Products that may be asked for in an integrator's frames, in the order of our own logins. */
export function offeredScopes(config: Config, { scopes }: EmbedClient): readonly Product[] {
  return config.scopes.filter((scope) => scopes.includes(scope))
}
