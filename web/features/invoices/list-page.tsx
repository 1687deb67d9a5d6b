import '../../ui/form.css'
import './invoices.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { FileUp, Plus } from 'lucide-react'

import { LinkButton } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Recent } from './recent.tsx'
import { WithMerchant } from './shell.tsx'

/** The invoices that were sent from this browser, and the way to any other one. */
export function InvoicesPage() {
  const { t } = useLingui()
  const client = useQueryClient()
  return (
    <>
      <PageHeader title={t`Invoices`}>
        <LinkButton to="/invoices/import" icon={<FileUp size={16} aria-hidden="true" />}>
          <Trans>Import</Trans>
        </LinkButton>
        <LinkButton to="/invoices/new" look="primary" icon={<Plus size={16} aria-hidden="true" />}>
          <Trans>New invoice</Trans>
        </LinkButton>
      </PageHeader>
      <WithMerchant>
        {(merchant) => (
          <>
            <Recent
              merchant={merchant}
              onRefresh={() => void client.invalidateQueries({ queryKey: ['invoices'] })}
            />
            <nav className="card form-actions" aria-label={t`More about invoices`}>
              <LinkButton to="/invoices/consents">
                <Trans>Customers who allow direct invoices</Trans>
              </LinkButton>
              <LinkButton to="/invoices/settings">
                <Trans>Senders and callbacks</Trans>
              </LinkButton>
            </nav>
          </>
        )}
      </WithMerchant>
    </>
  )
}
