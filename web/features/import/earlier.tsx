import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/format.tsx'
import { Card } from '../../ui/surface.tsx'
import { jobsQuery } from './job-queries.ts'
import type { Job } from './job.ts'

/** The imports that were begun in this browser, so that one can be gone on with. */
export function Earlier({
  vat,
  of,
  onOpen,
}: {
  vat: string
  of: Job['kind']
  onOpen: (id: string) => void
}) {
  const { t } = useLingui()
  const { data: jobs = [] } = useQuery(jobsQuery(vat, of))
  if (jobs.length === 0) return null
  return (
    <Card title={t`Earlier imports in this browser`}>
      <ul className="import-earlier">
        {jobs.map(({ id, fileName, createdAt }) => (
          <li key={id}>
            <span className="id-text">{fileName}</span>
            <span className="muted">
              <Moment at={createdAt} />
            </span>
            <Button onPress={() => onOpen(id)}>
              <Trans>
                Open <span className="hidden">{fileName}</span>
              </Trans>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
