import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useNavigate } from 'react-router'

import { sessionQuery } from '../api/session.ts'
import { listen, type News } from '../api/tabs.ts'
import { forgetLeftovers } from '../ui/leftovers.ts'

/** Follows what other tabs do to the cookie they all share. */
export function useTabs(): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  const hear = useEffectEvent(async (message: News) => {
    if (message.type === 'disconnected') void forgetLeftovers()
    const mine = client.getQueryData(sessionQuery.queryKey)
    if (!mine || mine.state === 'none') {
      if (message.type === 'connected') await client.invalidateQueries(sessionQuery)
      return
    }
    if (message.type === 'disconnected') {
      await navigate('/connect', { state: { disconnected: true } })
      client.clear()
    } else if (message.vat !== mine.session.merchant.vat) {
      // Another business's money must not appear among this one's, so nothing is kept.
      location.assign('/')
    } else if (message.connectedAt !== mine.session.connectedAt) {
      await client.invalidateQueries()
    }
  })
  useEffect(() => listen((message) => void hear(message)), [])
}
