import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'

import type { Clock } from '../clock.ts'

interface Entry {
  readonly payload: AdapterPayload
  /** How far the stand-in's clock was ahead when this was stored. */
  readonly aheadSeconds: number
}

export interface Store {
  readonly adapter: (model: string) => Adapter
  /** Ends everything that came from one consent flow: code, refresh tokens, the grant itself. */
  readonly endGrant: (grantId: string) => void
}

/**
 * The provider's memory, outliving the provider (which is rebuilt when keys rotate).
 *
 * oidc-provider knows no other clock than the machine's. So the store does the ageing: when the
 * stand-in's clock has been moved since something was stored, that thing is handed out that much
 * older. Tokens get their times elsewhere (access-token.ts, id-token.ts).
 */
export function createStore(clock: Clock): Store {
  const entries = new Map<string, Entry>()
  const members = new Map<string, Set<string>>()
  const sessions = new Map<string, string>()

  function find(name: string): AdapterPayload | undefined {
    const entry = entries.get(name)
    if (!entry) return undefined
    const older = clock.aheadSeconds() - entry.aheadSeconds
    const payload = structuredClone(entry.payload)
    if (payload.iat !== undefined) payload.iat -= older
    if (payload.exp !== undefined) {
      payload.exp -= older
      if (payload.exp * 1000 <= Date.now()) {
        entries.delete(name)
        return undefined
      }
    }
    return payload
  }

  function endGrant(grantId: string) {
    for (const name of members.get(grantId) ?? []) entries.delete(name)
    members.delete(grantId)
    entries.delete(`Grant:${grantId}`)
  }

  function upsert(name: string, model: string, payload: AdapterPayload) {
    entries.set(name, { payload: structuredClone(payload), aheadSeconds: clock.aheadSeconds() })
    const { grantId, uid } = payload
    if (model === 'Session' && uid !== undefined) sessions.set(uid, name)
    if (grantId === undefined || model === 'Session' || model === 'Interaction') return
    const family = members.get(grantId) ?? new Set()
    members.set(grantId, family.add(name))
  }

  function consume(name: string) {
    const entry = entries.get(name)
    if (!entry) throw new errors.InvalidGrant('token was revoked meanwhile')
    if (entry.payload.consumed !== undefined) {
      // Two requests with one token, both past the provider's own check: the second ends the family.
      if (entry.payload.grantId !== undefined) endGrant(entry.payload.grantId)
      throw new errors.InvalidGrant('token was used at the same moment by another request')
    }
    entries.set(name, { ...entry, payload: { ...entry.payload, consumed: true } })
  }

  return {
    endGrant,
    adapter: (model) => ({
      upsert: async (id, payload) => upsert(`${model}:${id}`, model, payload),
      find: async (id) => find(`${model}:${id}`),
      findByUid: async (uid) => find(sessions.get(uid) ?? ''),
      findByUserCode: async () => undefined,
      consume: async (id) => consume(`${model}:${id}`),
      destroy: async (id) => {
        entries.delete(`${model}:${id}`)
      },
      revokeByGrantId: async (grantId) => endGrant(grantId),
    }),
  }
}
