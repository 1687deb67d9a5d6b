import './import.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { FileQuestionMark } from 'lucide-react'
import { type ReactNode, use, useState } from 'react'
import { useSearchParams } from 'react-router'

import { dayAt } from '#shared/dates.ts'

import { useConnection } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { HomeContext } from '../../ui/format.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type Chosen, ChooseFile } from './choose-file.tsx'
import { Earlier } from './earlier.tsx'
import { jobQuery } from './job-queries.ts'
import { JobView } from './job-view.tsx'
import type { Job, Sender } from './job.ts'
import type { Kind, Reading } from './kind.ts'
import { MapColumns } from './map-columns.tsx'

interface ImportProps<T> {
  readonly kind: Kind<T>
  readonly of: Job['kind']
  /** Provider or issuer. */
  readonly target: string
  readonly sender: Sender<T>
  /** How the rows are called once they are on their way: `500 charges`. */
  readonly renderCount: (count: number) => ReactNode
  /** What to choose before there is a file. */
  readonly children?: ReactNode
}

/** From a file to MobilePay: choose it, say what its columns are, look at its rows, send them. */
export function Import<T>({ kind, of, target, sender, renderCount, children }: ImportProps<T>) {
  const { t } = useLingui()
  const { session } = useConnection()
  const { zone, currency } = use(HomeContext)
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [today] = useState(() => dayAt(Date.now(), zone))
  const job = search.get('job')
  const { vat } = session.merchant
  const open = (id: string | null) => {
    setChosen(null)
    setSearch(
      (now) => {
        const next = new URLSearchParams(now)
        if (id === null) next.delete('job')
        else next.set('job', id)
        return next
      },
      { replace: true },
    )
  }
  if (job !== null) {
    return (
      <Opened
        id={job}
        vat={vat}
        of={of}
        kind={kind}
        sender={sender}
        reading={{ currency, today }}
        renderCount={renderCount}
        onClose={() => open(null)}
      />
    )
  }
  if (chosen) {
    return (
      <MapColumns
        kind={kind}
        of={of}
        vat={vat}
        sheet={chosen.sheet}
        reading={{ currency, today, target }}
        onBack={() => setChosen(null)}
        onReady={open}
      />
    )
  }
  return (
    <>
      {children}
      <ChooseFile
        label={t`CSV file`}
        columns={kind.fields.map(({ name, isRequired }) => ({ name: t(name), isRequired }))}
        onChoose={setChosen}
      />
      <Earlier vat={vat} of={of} onOpen={open} />
    </>
  )
}

function Opened<T>({
  id,
  vat,
  of,
  kind,
  sender,
  reading,
  renderCount,
  onClose,
}: Pick<ImportProps<T>, 'kind' | 'of' | 'sender' | 'renderCount'> & {
  readonly id: string
  readonly vat: string
  readonly reading: Pick<Reading, 'currency' | 'today'>
  readonly onClose: () => void
}) {
  const found = useQuery(jobQuery(id, vat, of))
  return (
    <Query result={found} skeleton={<Skeleton rows={6} />}>
      {({ stored, store }) =>
        stored === null ? (
          <div className="card">
            <EmptyState
              icon={FileQuestionMark}
              title={<Trans>This import is not in this browser</Trans>}
              action={
                <Button onPress={onClose}>
                  <Trans>Choose a file</Trans>
                </Button>
              }
            >
              <p>
                <Trans>It was removed, or it was begun in another browser.</Trans>
              </p>
            </EmptyState>
          </div>
        ) : (
          <JobView
            key={id}
            kind={kind}
            stored={stored}
            store={store}
            sender={sender}
            reading={{ ...reading, decimals: stored.job.decimals, target: stored.job.target }}
            renderCount={renderCount}
            onClose={onClose}
          />
        )
      }
    </Query>
  )
}
