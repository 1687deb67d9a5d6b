import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'

import { askConsent } from '../../api/invoices.ts'
import { Button } from '../../ui/button.tsx'
import { Trail, Words } from '../../ui/problem-view.tsx'
import { Banner } from '../../ui/surface.tsx'

/** Adds a question to an invoice by link: may the next ones come straight to the phone? */
export function AskConsent({ invoice }: { invoice: string }) {
  const asking = useMutation({ mutationFn: () => askConsent(invoice) })
  const { error } = asking
  if (asking.isSuccess) {
    return (
      <Banner tone="ok" live>
        <p>
          <Trans>
            The customer is asked when they open the link. Those who agree are listed under
            “Customers who allow direct invoices”.
          </Trans>
        </p>
      </Banner>
    )
  }
  return (
    <>
      <div>
        <Button isPending={asking.isPending} onPress={() => asking.mutate()}>
          <Trans>Ask for direct invoices</Trans>
        </Button>
      </div>
      {error ? (
        <Banner tone="bad" live>
          <p>
            <Words problem={error} />
          </p>
          <Trail problem={error} />
        </Banner>
      ) : null}
    </>
  )
}
