import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Issuer } from '#shared/mobilepay/invoices.ts'

import { invoiceMerchantQuery, invoicingQuery } from '../../api/invoices.ts'
import { useConnection } from '../../api/session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

export interface Invoicing {
  readonly merchant: string
  readonly issuers: readonly [Issuer, ...Issuer[]]
}

/** What every page about invoices needs first: the permission, and the merchant's id there. */
export function WithMerchant({ children }: { children: (merchant: string) => ReactNode }) {
  const { session } = useConnection()
  const isAllowed = session.scopes.includes('invoice')
  const merchant = useQuery({ ...invoiceMerchantQuery, enabled: isAllowed })
  if (!isAllowed) {
    return (
      <div className="card">
        <NoPermission product="invoice" />
      </div>
    )
  }
  return (
    <Query result={merchant} skeleton={<Skeleton rows={6} />}>
      {children}
    </Query>
  )
}

/** The same for pages that need somebody to send invoices as well. */
export function WithInvoicing({ children }: { children: (invoicing: Invoicing) => ReactNode }) {
  const { session } = useConnection()
  const isAllowed = session.scopes.includes('invoice')
  const invoicing = useQuery({ ...invoicingQuery, enabled: isAllowed })
  if (!isAllowed) {
    return (
      <div className="card">
        <NoPermission product="invoice" />
      </div>
    )
  }
  return (
    <Query result={invoicing} skeleton={<Skeleton rows={6} />}>
      {({ merchant, issuers: [first, ...rest] }) =>
        first ? (
          children({ merchant, issuers: [first, ...rest] })
        ) : (
          <div className="card">
            <EmptyState icon={ReceiptText} title={<Trans>Nothing to send invoices from yet</Trans>}>
              <p>
                <Trans>Order the product Invoice in MobilePay’s portal first.</Trans>
              </p>
            </EmptyState>
          </div>
        )
      }
    </Query>
  )
}
