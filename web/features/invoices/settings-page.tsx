import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import type { Issuer } from '#shared/mobilepay/invoices.ts'

import { type CallbackAuth, setInvoiceCallbacks } from '../../api/invoices.ts'
import { Segments } from '../../ui/fields.tsx'
import { TextField } from '../../ui/form-fields.tsx'
import { rule, useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { tellDone } from '../../ui/notify.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Card, Facts, StatusPill } from '../../ui/surface.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'
import { BackToInvoices, WithInvoicing } from './shell.tsx'

type Typed = { url: string; userName: string; secret: string }

interface Callbacks {
  readonly url: string
  readonly auth: CallbackAuth
}

const settingsParams = z.object({ auth: z.prefault(z.enum(['basic', 'apikey']), 'basic') })

/** Who sends the invoices, and which system is told what became of them. */
export function InvoiceSettingsPage() {
  const { t } = useLingui()
  return (
    <>
      <BackToInvoices />
      <PageHeader title={t`Senders and callbacks`} />
      <WithInvoicing>
        {({ merchant, issuers }) => (
          <>
            {issuers.map((issuer) => (
              <Sender key={issuer.id} issuer={issuer} />
            ))}
            <CallbackSettings merchant={merchant} />
          </>
        )}
      </WithInvoicing>
    </>
  )
}

function Sender({ issuer: { id, name, status, address, zipCode, city } }: { issuer: Issuer }) {
  return (
    <Card title={name ?? id}>
      <Facts
        items={[
          {
            id: 'status',
            name: <Trans>State</Trans>,
            value: (
              <StatusPill tone={status === 'enabled' ? 'ok' : 'warn'}>
                {status === 'enabled' ? (
                  <Trans>In use</Trans>
                ) : status === 'pending' ? (
                  <Trans>Not approved yet</Trans>
                ) : (
                  <Trans>Switched off</Trans>
                )}
              </StatusPill>
            ),
          },
          {
            id: 'address',
            name: <Trans>Address</Trans>,
            value: [address, [zipCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', '),
          },
          { id: 'id', name: <Trans>ID</Trans>, value: <span className="id-text">{id}</span> },
        ]}
      />
    </Card>
  )
}

function CallbackSettings({ merchant }: { merchant: string }) {
  const { t } = useLingui()
  const { params, change } = useListParams(settingsParams)
  return (
    <Card title={<Trans>Callback address</Trans>}>
      <div className="form">
        <p className="help">
          <Trans>
            MobilePay tells this address what became of invoices, links of a batch included. What is
            set now cannot be read again; saving takes its place.
          </Trans>
        </p>
        <Segments
          label={t`How MobilePay proves itself`}
          value={params.auth}
          onChange={(auth) => change({ auth })}
          options={[
            { value: 'basic', label: t`User name and password` },
            { value: 'apikey', label: t`API key` },
          ]}
        />
        <CallbackForm key={params.auth} merchant={merchant} scheme={params.auth} />
      </div>
    </Card>
  )
}

function CallbackForm({ merchant, scheme }: { merchant: string; scheme: 'basic' | 'apikey' }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const form = useSendForm<Typed, Callbacks, null>({
    name: `invoice/callbacks/${scheme}`,
    schema: useSchema(scheme),
    initial: { url: '', userName: '', secret: '' },
    isSecret: true,
    send: async ({ url, auth }) => {
      await setInvoiceCallbacks(merchant, url, auth)
      return null
    },
    // Setting the same again changes nothing.
    isRepeatable: true,
    onDone: () => void tellDone(t`Callback address saved`),
    leave: () => void navigate('/invoices'),
  })
  return (
    <Form form={form} action={<Trans>Save</Trans>} unclear={<Trans>Saving again is safe.</Trans>}>
      <TextField
        control={form.control}
        name="url"
        label={t`Address`}
        type="url"
        inputMode="url"
        isRequired
      />
      {scheme === 'basic' ? (
        <TextField control={form.control} name="userName" label={t`User name`} isRequired />
      ) : null}
      <TextField
        control={form.control}
        name="secret"
        label={scheme === 'basic' ? t`Password` : t`API key`}
        isRequired
      />
    </Form>
  )
}

function useSchema(scheme: 'basic' | 'apikey'): z.ZodMiniType<Callbacks, Typed> {
  const { t } = useLingui()
  const rules = useRules()
  return z.pipe(
    z.object({
      url: rule((text): { value: string } | { problem: string } => {
        const address = URL.parse(text.trim())
        return address?.protocol === 'https:'
          ? { value: address.href }
          : { problem: t`The address must start with https://.` }
      }),
      userName:
        scheme === 'basic'
          ? rules.text({ missing: t`Fill in the user name.`, most: 255 })
          : z.string(),
      secret: rules.text({
        missing: scheme === 'basic' ? t`Fill in the password.` : t`Fill in the API key.`,
        most: 255,
      }),
    }),
    z.transform(({ url, userName, secret }): Callbacks => ({
      url,
      auth: scheme === 'basic' ? { scheme, userName, password: secret } : { scheme, key: secret },
    })),
  )
}
