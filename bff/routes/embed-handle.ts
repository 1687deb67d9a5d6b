import { type HandleAnswer, handleRequestSchema } from '#shared/api.ts'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import {
  handleId,
  hashSecret,
  newHandle,
  sealCookielessHandle,
  sealStart,
  setHandle,
} from '../session/handle.ts'
import { mayConnect, offeredScopes } from './embed-limits.ts'
import type { RouteContext } from './env.ts'
import { readJson, requireFrame } from './frame-caller.ts'
import { languageOf } from './language.ts'

/**
 * `POST /auth/handle`: gives a frame the secret with which it will take the answer of a login, and
 * the token that starts that login. Nothing has started yet.
 */
export function createEmbedHandle(deps: Deps) {
  const { config, seals, now } = deps

  return async function embedHandle(c: RouteContext) {
    const { client, settings } = requireFrame(deps, c)
    const asked = await readJson(c, handleRequestSchema)
    const { vat, locale, cookieless } = asked
    if (!mayConnect(config, settings, vat)) {
      throw new BffError('invalid_request', {
        message: 'That VAT number cannot be connected here.',
      })
    }
    const allowed = offeredScopes(config, settings)
    if (!asked.scopes.every((scope) => allowed.includes(scope))) {
      throw new BffError('invalid_request', { message: 'That product cannot be connected here.' })
    }
    // Each once and in one order, as in the tab's own login.
    const scopes = allowed.filter((scope) => asked.scopes.includes(scope))
    const handle = newHandle(client)
    const secretHash = hashSecret(handle.secret)
    const { headers } = c.env.incoming
    const language = languageOf(locale ?? headers['accept-language'])
    const h = await sealStart(seals, { secretHash, client, vat, scopes, language }, now())
    const answer = { hid: handleId(secretHash), h }
    if (cookieless !== true) {
      for (const cookie of await setHandle(seals, handle, headers.cookie, now())) {
        c.header('Set-Cookie', cookie, { append: true })
      }
      return c.json(answer satisfies HandleAnswer)
    }
    if (config.embedCookieless === 'off') {
      throw new BffError('invalid_request', { message: 'This server works with cookies only.' })
    }
    const hk = await sealCookielessHandle(seals, handle, now())
    return c.json({ ...answer, hk } satisfies HandleAnswer)
  }
}
