import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import * as z from 'zod/mini'

import { act } from '../../api/act.ts'
import { callbackSettingsQuery, setCallbackUrl } from '../../api/subscriptions.ts'
import { Back } from '../../ui/back.tsx'
import { TextField } from '../../ui/form-fields.tsx'
import { useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { tellDone } from '../../ui/notify.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card } from '../../ui/surface.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'
import { AuthSettings } from './auth-settings.tsx'
import { Credentials } from './credentials.tsx'
import { NotFound, WithSubscriptions } from './shell.tsx'

/** Where MobilePay reports what becomes of charges, and how it proves itself there. */
export function SubscriptionSettingsPage() {
  const { t } = useLingui()
  const { provider = '' } = useParams()
  return (
    <WithSubscriptions title={t`Callbacks`}>
      {z.safeParse(z.guid(), provider).success ? (
        <Found key={provider} provider={provider} />
      ) : (
        <NotFound backTo="/subscriptions" />
      )}
    </WithSubscriptions>
  )
}

function Found({ provider }: { provider: string }) {
  const { t } = useLingui()
  const settings = useQuery(callbackSettingsQuery(provider))
  // What is saved makes room for a new form.
  const [round, setRound] = useState(0)
  if (settings.data === undefined && settings.error?.status === 404) {
    return <NotFound backTo="/subscriptions" />
  }
  return (
    <>
      <Back to={`/subscriptions/${provider}/agreements`}>
        <Trans>Agreements</Trans>
      </Back>
      <PageHeader title={t`Callbacks`} />
      <Card title={<Trans>Callback address</Trans>}>
        <Query result={settings} skeleton={<Skeleton rows={2} shape="line" />}>
          {({ callbackUrl }) => (
            <UrlForm
              key={round}
              provider={provider}
              callbackUrl={callbackUrl}
              onSaved={() => setRound(round + 1)}
            />
          )}
        </Query>
      </Card>
      <Card title={<Trans>How MobilePay proves itself</Trans>}>
        <Credentials provider={provider} />
        <AuthSettings provider={provider} />
      </Card>
    </>
  )
}

interface UrlFormProps {
  readonly provider: string
  readonly callbackUrl: string | null
  readonly onSaved: () => void
}

function UrlForm({ provider, callbackUrl, onSaved }: UrlFormProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const address = useRules().address()
  const form = useSendForm({
    name: `callbacks/${provider}/url`,
    schema: z.object({ url: address }),
    initial: { url: callbackUrl ?? '' },
    send: async ({ url }) => {
      await act(client, () => setCallbackUrl(provider, url))
      return url
    },
    // Setting the same again changes nothing.
    isRepeatable: true,
    reread: async ({ url }) => {
      const query = { ...callbackSettingsQuery(provider), staleTime: 0 }
      const now = await act(client, () => client.fetchQuery(query))
      return now.callbackUrl === url ? url : null
    },
    onDone: (url) => {
      const { queryKey } = callbackSettingsQuery(provider)
      client.setQueryData(queryKey, (before) => before && { ...before, callbackUrl: url })
      void tellDone(t`Callback address saved`)
    },
    leave: onSaved,
  })
  return (
    <Form
      form={form}
      action={<Trans>Save address</Trans>}
      unclear={<Trans>Saving again is safe.</Trans>}
    >
      <TextField
        control={form.control}
        name="url"
        type="url"
        inputMode="url"
        label={t`Address`}
        isRequired
        help={
          <Trans>
            MobilePay tells this address of your server what became of charges and one-offs.
          </Trans>
        }
      />
    </Form>
  )
}
