import { expect } from 'vitest'

import { noteExchange } from '../contract/exchange.ts'
import { type Rules, createRules } from '../data/rules.ts'
import { createWorlds } from '../data/worlds.ts'
import { createDelivery } from '../delivery/delivery.ts'
import { type Merchant, merchants } from '../merchants.ts'
import { apis, createApis } from './apis.ts'
import type { ApiEvent, VerifiedToken } from './deps.ts'
import { type Dialect, openapiDialect } from './dialect.ts'

export type Profile = Merchant['profile']

/** A Tuesday at one in the afternoon in Copenhagen. */
export const aTuesday = Date.parse('2026-11-24T12:00:00Z')

/** Stands for any text in an expected body. */
export const anyText: unknown = expect.any(String)

export const merchantOf = (profile: Profile): Merchant => {
  const merchant = merchants.find((candidate) => candidate.profile === profile)
  if (merchant === undefined) throw new Error(`no merchant with the profile ${profile}`)
  return merchant
}

export const scopes = apis.map(({ scope }) => scope)

interface Options {
  readonly startAt?: number
  readonly dialect?: Dialect
  readonly rules?: Partial<Rules>
  /** Further bearer tokens and what they stand for. */
  readonly tokens?: Readonly<Record<string, VerifiedToken>>
}

const subject = { active: true, clientId: 'client', subject: 'subject' } as const

/** The five APIs on a clock of the test's, with a bearer token for each merchant: its profile's name. */
export const openApis = ({
  startAt = aTuesday,
  dialect = openapiDialect,
  rules = {},
  tokens = {},
}: Options = {}) => {
  let now = startAt
  const events: ApiEvent[] = []
  const delivery = createDelivery({ now: () => now })
  const worlds = createWorlds(startAt, {
    rules: { ...createRules(), ...rules },
    dialect,
    deliver: delivery.deliver,
  })
  const known = new Map<string, VerifiedToken>([
    ...merchants.map(({ profile, id }): [string, VerifiedToken] => [
      profile,
      { ...subject, merchantId: id, scopes },
    ]),
    ...Object.entries(tokens),
  ])
  const app = createApis(
    {
      verify: (bearer) => known.get(bearer ?? '') ?? { active: false },
      now: () => now,
      observe: (event) => {
        events.push(event)
      },
    },
    { worlds, delivery, dialect },
  )

  const send = async (
    bearer: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> => {
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    await noteExchange(method, path, body, response)
    return response
  }

  return {
    app,
    events,
    worlds,
    delivery,
    send,
    /** The JSON of a successful GET. */
    read: async (bearer: string, path: string): Promise<unknown> => {
      const response = await send(bearer, 'GET', path)
      if (response.status !== 200) throw new Error(`GET ${path} answered ${response.status}`)
      return response.json()
    },
    moveClock: (milliseconds: number) => {
      now += milliseconds
    },
    /** Lets everything happen that is due by now, deliveries included. */
    settle: async () => {
      worlds.advance(now)
      await delivery.pump()
    },
    world: (profile: Profile) => {
      const world = worlds.of(merchantOf(profile).id)
      if (world === undefined) throw new Error(`no world for ${profile}`)
      world.advance(now)
      return world
    },
  }
}

export type OpenApis = ReturnType<typeof openApis>
