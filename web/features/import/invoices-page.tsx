import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as z from 'zod/mini'

import { invoicingQuery } from '../../api/invoices.ts'
import { useConnection } from '../../api/session.ts'
import { Back } from '../../ui/back.tsx'
import { Segments } from '../../ui/fields.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query } from '../../ui/query.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Import } from './import-page.tsx'
import { invoicesKind, invoicesSender } from './invoices.ts'

const importParams = z.object({
  kind: z.prefault(z.enum(['direct', 'link']), 'direct'),
  issuer: z.prefault(z.nullable(z.guid()), null),
})

/** Invoices from a file: to phone numbers, or as links. */
export function InvoicesImportPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  return (
    <>
      <Back to="/invoices">
        <Trans>Invoices</Trans>
      </Back>
      <PageHeader title={t`Import invoices`} />
      {session.scopes.includes('invoice') ? (
        <Invoices />
      ) : (
        <div className="card">
          <NoPermission product="invoice" />
        </div>
      )}
    </>
  )
}

function Invoices() {
  const { t } = useLingui()
  const invoicing = useQuery(invoicingQuery)
  const { params, change } = useListParams(importParams)
  const { kind } = params
  const merchant = invoicing.data?.merchant ?? ''
  const sender = useMemo(() => invoicesSender(merchant, kind), [merchant, kind])
  const model = useMemo(() => invoicesKind(kind), [kind])
  return (
    <Query result={invoicing} skeleton={<Skeleton rows={6} />}>
      {({ issuers }) => {
        const issuer = issuers.find(({ id }) => id === params.issuer) ?? issuers[0]
        if (!issuer) {
          return (
            <p>
              <Trans>
                There is nothing to send invoices from. Order Invoice in MobilePay’s portal.
              </Trans>
            </p>
          )
        }
        return (
          <Import
            key={kind}
            kind={model}
            of={kind}
            target={issuer.id}
            sender={sender}
            renderCount={(count) => <Plural value={count} one="# invoice" other="# invoices" />}
          >
            <div className="card form">
              <Segments
                label={t`How customers get them`}
                value={kind}
                onChange={(chosen) => change({ kind: chosen })}
                options={[
                  { value: 'direct', label: t`In MobilePay` },
                  { value: 'link', label: t`By a link` },
                ]}
              />
              {issuers.length > 1 ? (
                <Select
                  label={t`Sent by`}
                  value={issuer.id}
                  onChange={(chosen) => change({ issuer: chosen })}
                  options={issuers.map(({ id, name }) => ({ value: id, label: name ?? id }))}
                />
              ) : null}
            </div>
          </Import>
        )
      }}
    </Query>
  )
}
