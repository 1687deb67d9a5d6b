import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { use, useEffect, useState } from 'react'

import type { ConnectedSession } from '#shared/api.ts'

import { keepAlive } from '../api/keep-alive.ts'
import { sessionQuery } from '../api/session.ts'
import { Button } from '../ui/button.tsx'
import { Words } from '../ui/problem-view.tsx'
import { CuresContext } from '../ui/problem.ts'
import { Banner } from '../ui/surface.tsx'

/** Time to react, more than the minute that WCAG 2.2.1 asks for (20 seconds). */
const warnMilliseconds = 120_000

/** As far ahead as timers reach. */
const longestTimer = 2 ** 31 - 1

/** Says that the session is about to end, while one press still keeps it. */
export function ExpiryWarning({ session }: { session: ConnectedSession }) {
  const client = useQueryClient()
  const { reconnect } = use(CuresContext)
  const endsAt = Date.parse(session.sessionExpiresAt)
  const isNear = useNearEnd(endsAt)
  const staying = useMutation({ mutationFn: () => keepAlive(client, session) })
  if (!isNear) return null
  // Without a refresh token nothing but another login helps (decision 18).
  const canStay = session.sessionExpiresAt !== session.accessTokenExpiresAt
  return (
    <Banner
      tone="warn"
      live
      action={
        canStay ? (
          <Button look="primary" onPress={() => staying.mutate()} isPending={staying.isPending}>
            <Trans>Stay connected</Trans>
          </Button>
        ) : (
          <Button look="primary" onPress={reconnect}>
            <Trans>Reconnect</Trans>
          </Button>
        )
      }
    >
      <p>
        <Trans>
          The connection ends in less than two minutes. What you have typed in a form is kept.
        </Trans>
      </p>
      {staying.error ? (
        <p>
          <Words problem={staying.error} />
        </p>
      ) : null}
    </Banner>
  )
}

/** Whether the end is near. What is known of it may be old, so it is asked again before that counts. */
function useNearEnd(endsAt: number): boolean {
  const client = useQueryClient()
  const [nearEnd, setNearEnd] = useState<number | null>(null)
  useEffect(() => {
    const reread = () => client.invalidateQueries(sessionQuery)
    const warn = async () => {
      await reread()
      if (endsAt - Date.now() <= warnMilliseconds) setNearEnd(endsAt)
    }
    const until = (at: number) => Math.min(Math.max(at - Date.now(), 0), longestTimer)
    const warning = setTimeout(() => void warn(), until(endsAt - warnMilliseconds))
    const end = setTimeout(() => void reread(), until(endsAt + 1000))
    return () => {
      clearTimeout(warning)
      clearTimeout(end)
    }
  }, [client, endsAt])
  // Moved on meanwhile: then another one is what counts.
  return nearEnd === endsAt
}
