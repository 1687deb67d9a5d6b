import { useQuery } from '@tanstack/react-query'

import { sessionQuery } from '../../api/session.ts'
import { PlaceContext } from '../../ui/place.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useValue } from '../../ui/value.ts'
import { withWords } from '../i18n.ts'
import { Connected } from './connected.tsx'
import { later } from './later.tsx'
import { useStage } from './stage-context.ts'
import { useFrames } from './use-frames.ts'
import { usePlace } from './use-place.ts'

const loadNotConnected = () => import('./not-connected.tsx')
const NotConnected = later(
  async () => (await withWords(['connect'], loadNotConnected)).NotConnected,
)

/** Every page inside a portal: the page itself, or in its place what it takes to see it. */
export function FramedShell() {
  const { frame, wishes } = useStage()
  const place = usePlace(frame, useValue(wishes))
  const { data: connection, error, refetch } = useQuery(sessionQuery)
  useFrames(connection)
  if (connection === undefined) {
    return (
      <main className="framed-main">
        {error ? (
          <div className="card">
            <ProblemView problem={error} onRetry={() => void refetch()} />
          </div>
        ) : (
          <Skeleton rows={6} />
        )}
      </main>
    )
  }
  return (
    <PlaceContext value={place}>
      {connection.state === 'none' ? (
        <NotConnected connection={connection} />
      ) : (
        <Connected connection={connection} />
      )}
    </PlaceContext>
  )
}
