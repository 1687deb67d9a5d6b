import type { World } from '../data/world.ts'
import type { Worlds } from '../data/worlds.ts'
import type { Api } from './call.ts'
import type { ApiDeps } from './deps.ts'

/** Whether a request may go on, and in plain words why. */
export type Access =
  | { readonly status: 'granted'; readonly world: World; readonly checked: string }
  | { readonly status: 'refused'; readonly code: 401 | 403; readonly checked: string }

const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/iu.exec(authorization ?? '')?.[1]

const refused = (code: 401 | 403, checked: string): Access => ({ status: 'refused', code, checked })

/** Looks at the token first, then at its scopes, then at its merchant: 401, 403 and 403. */
export const checkAccess = async (
  { name, scope }: Api,
  authorization: string | undefined,
  { verify }: Pick<ApiDeps, 'verify'>,
  worlds: Worlds,
): Promise<Access> => {
  const bearer = bearerOf(authorization)
  const token = await verify(bearer)
  if (bearer === undefined) return refused(401, 'There is no bearer token: 401.')
  if (!token.active) {
    return refused(
      401,
      'The token is not valid, not any longer or not for us: 401, not saying why.',
    )
  }
  if (!token.scopes.includes(scope)) {
    return refused(403, `The token is good, but not for ${name}: it lacks the scope ${scope}.`)
  }
  const world = token.merchantId === undefined ? undefined : worlds.of(token.merchantId)
  if (world === undefined) {
    return refused(403, 'The token has the scope but names no merchant (no merchant_id): 403.')
  }
  return {
    status: 'granted',
    world,
    checked: `The token is good, has the scope ${scope} and belongs to ${world.merchant.name}.`,
  }
}
