import type { KoaContextWithOIDC } from 'oidc-provider'

/** Whether the provider has dealt with the request: on unknown paths there is no `oidc`. */
export function isProviderContext(ctx: object): ctx is KoaContextWithOIDC {
  return 'oidc' in ctx
}

/** Where the answer sends the browser. */
export function redirectOf(ctx: KoaContextWithOIDC): string | undefined {
  const location = ctx.response.headers['location']
  return typeof location === 'string' ? location : undefined
}
