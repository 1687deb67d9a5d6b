import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Issuer } from '#shared/mobilepay/invoices.ts'

import { invoiceMerchantQuery, invoicingQuery } from '../../api/invoices.ts'
import { useConnection } from '../../api/session.ts'
import { Back } from '../../ui/back.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

export interface Invoicing {
  readonly merchant: string
  readonly issuers: readonly [Issuer, ...Issuer[]]
}

/** The way back from a page about one invoice, or about invoices in general. */
export function BackToInvoices() {
  return (
    <Back to="/invoices">
      <Trans>Invoices</Trans>
    </Back>
  )
}

interface MerchantProps {
  readonly children: (merchant: string) => ReactNode
}

/** What every page about invoices needs first: the permission, and the merchant's id there. */
export function WithMerchant({ children }: MerchantProps) {
  return (
    <Allowed>
      <Merchant>{children}</Merchant>
    </Allowed>
  )
}

interface InvoicingProps {
  readonly children: (invoicing: Invoicing) => ReactNode
}

/** The same for pages that need somebody to send invoices as well. */
export function WithInvoicing({ children }: InvoicingProps) {
  return (
    <Allowed>
      <Issuers>{children}</Issuers>
    </Allowed>
  )
}

function Allowed({ children }: { children: ReactNode }) {
  const { session } = useConnection()
  return session.scopes.includes('invoice') ? (
    children
  ) : (
    <div className="card">
      <NoPermission product="invoice" />
    </div>
  )
}

function Merchant({ children }: MerchantProps) {
  const merchant = useQuery(invoiceMerchantQuery)
  return (
    <Query result={merchant} skeleton={<Skeleton rows={6} />}>
      {children}
    </Query>
  )
}

function Issuers({ children }: InvoicingProps) {
  const invoicing = useQuery(invoicingQuery)
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
