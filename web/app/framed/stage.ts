import type { QueryClient } from '@tanstack/react-query'

import type { EmbedOptions } from '#shared/embed.ts'

import { ApiError } from '../../api/errors.ts'
import { disconnect, expectMerchant, forgetConnection, sessionQuery } from '../../api/session.ts'
import { joinFrames } from '../../api/tabs.ts'
import { connectFrame, type Frame } from '../../embed/frame.ts'
import type { LoginRequest } from '../../embed/login-calls.ts'
import type { Desk } from '../../features/connect/desk.ts'
import { forgetLeftovers } from '../../ui/leftovers.ts'
import { createValue, type Value } from '../../ui/value.ts'
import { startI18n } from '../i18n.ts'
import { createDesk } from './create-desk.ts'
import { followConnection } from './follow-connection.ts'
import { showLook } from './look.ts'

/** What the console has to do with the portal around it. */
export interface Stage {
  readonly frame: Frame
  /** What the portal asks for at the moment. */
  readonly wishes: Value<EmbedOptions>
  readonly desk: Value<Desk>
  readonly beginLogin: (request: LoginRequest) => void
}

interface Opening {
  readonly stage: Stage
  /** The path that is shown first. */
  readonly path: string
  /** Takes over where the portal wants to go from now on. */
  readonly steer: (navigate: (path: string) => void) => void
}

/** A portal answers within some milliseconds; one that wrote its iframe itself never does. */
const patienceMilliseconds = 300

/** Sets the console up inside a portal's page; undefined where there is none. */
export async function openStage(client: QueryClient): Promise<Opening | undefined> {
  const wishes = createValue<EmbedOptions>({})
  const { promise: heard, resolve: onHeard } = Promise.withResolvers<void>()
  let path = '/'
  let navigate = (next: string): void => {
    path = next
  }

  const frame = connectFrame({
    onOptions({ view, ...options }) {
      const before = wishes.get()
      wishes.set(options)
      showLook(options)
      void expectMerchant(client, options.vat ?? null)
      if (options.locale !== before.locale) void startI18n(client, options.locale)
      if (view !== undefined) navigate(view)
      onHeard()
    },
    onNavigate: (next) => navigate(next),
    onRefresh: () => void client.invalidateQueries(),
    onLogout: () => void leave(),
  })
  if (frame === undefined) return undefined

  async function leave(): Promise<void> {
    try {
      await disconnect()
      forgetConnection(client)
      void forgetLeftovers()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      frame?.post({ type: 'error', code: error.code, message: 'The console could not disconnect.' })
    }
  }

  joinFrames(frame.client)
  const { desk, resume, begin } = createDesk(client, frame)
  followConnection(client, frame, (first) => {
    if (first.state === 'none') resume(first.pending ?? [])
  })
  void client.prefetchQuery(sessionQuery)

  await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))])
  await startI18n(client, wishes.get().locale)
  return {
    stage: { frame, wishes, desk, beginLogin: begin },
    path,
    steer(next) {
      navigate = next
    },
  }
}
