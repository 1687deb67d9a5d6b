import { Trans, useLingui } from '@lingui/react/macro'
import { FileQuestion, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useRevalidator, useRouteError } from 'react-router'

import { ApiError } from '../api/errors.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Offline, ProblemView } from '../ui/problem-view.tsx'
import { Brand } from './brand.tsx'
import { Languages } from './root.tsx'

/** A page that broke, within the frame: the navigation still works. */
export function PageProblem() {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  return error instanceof ApiError ? (
    <Broken>
      <ProblemView problem={error} onRetry={() => void revalidate()} />
    </Broken>
  ) : (
    <PageMissing />
  )
}

/** A page whose code did not arrive, or failed; without a network it waits for one. */
export function PageMissing() {
  const [isOffline] = useState(() => !navigator.onLine)
  useEffect(() => {
    const reload = () => location.reload()
    addEventListener('online', reload)
    return () => removeEventListener('online', reload)
  }, [])
  return (
    <Broken>
      {isOffline ? (
        <Offline />
      ) : (
        <EmptyState
          icon={TriangleAlert}
          title={<Trans>The page could not be shown</Trans>}
          action={
            <Button look="primary" onPress={() => location.reload()}>
              <Trans>Reload</Trans>
            </Button>
          }
        >
          <p>
            <Trans>Connect may have been updated meanwhile. Reloading usually helps.</Trans>
          </p>
        </EmptyState>
      )}
    </Broken>
  )
}

function Broken({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  return (
    <>
      <PageHeader title={t`This page has a problem`} />
      <div className="card">{children}</div>
    </>
  )
}

/** The same where not even the frame could be shown. */
export function RootProblem() {
  return (
    <Languages>
      <div className="public">
        <header className="public-bar">
          <Brand />
        </header>
        <main className="public-main">
          <PageProblem />
        </main>
      </div>
    </Languages>
  )
}

/** For addresses that lead nowhere. */
export function NotFound() {
  const { t } = useLingui()
  return (
    <>
      <PageHeader title={t`Page not found`} />
      <div className="card">
        <EmptyState
          icon={FileQuestion}
          title={<Trans>There is nothing at this address</Trans>}
          action={
            <LinkButton to="/" look="primary">
              <Trans>Go to the start</Trans>
            </LinkButton>
          }
        >
          <p>
            <Trans>The link may be old, or a letter may be missing.</Trans>
          </p>
        </EmptyState>
      </div>
    </>
  )
}
