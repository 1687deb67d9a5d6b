import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'

import { type Connection, forgetConnection, sessionQuery } from '../../api/session.ts'
import { announce, listen, type News } from '../../api/tabs.ts'
import { forgetLeftovers } from '../../ui/leftovers.ts'

/** Follows what other frames of this portal do to the cookie they all share. */
export function useFrames(connection: Connection | undefined): void {
  const client = useQueryClient()
  const session = connection?.state === 'connected' ? connection.session : null
  const hear = useEffectEvent(async (message: News) => {
    if (message.type === 'connected' && message.connectedAt === session?.connectedAt) return
    // Asked for, not believed: where the browser keeps no cookies, each frame has its own session.
    await client.invalidateQueries(sessionQuery)
    const now = client.getQueryData(sessionQuery.queryKey)
    if (message.type === 'disconnected' && now?.state === 'ended') {
      forgetConnection(client)
      void forgetLeftovers()
    }
    if (message.type === 'connected' && now?.state === 'connected') await client.invalidateQueries()
  })
  useEffect(() => listen((message) => void hear(message)), [])
  useEffect(() => {
    if (session) {
      const { connectedAt, merchant } = session
      announce({ type: 'connected', vat: merchant.vat, connectedAt })
    }
    // oxlint-disable-next-line react/exhaustive-deps -- told once for each connection
  }, [session?.connectedAt])
}
