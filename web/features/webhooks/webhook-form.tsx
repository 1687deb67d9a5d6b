import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useController } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import { type Webhook, type WebhookRequest, webhookEvents } from '#shared/mobilepay/webhooks.ts'

import { paymentPointsQuery } from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'
import { createWebhook, replaceWebhook, webhooksQuery } from '../../api/webhooks.ts'
import { LinkButton } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields.tsx'
import { SelectField, TextField } from '../../ui/form-fields.tsx'
import { rule } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { tellDone } from '../../ui/notify.ts'
import type { Problem } from '../../ui/problem.ts'
import { type SendForm, useSendForm } from '../../ui/use-send-form.ts'
import { eventWords } from './words.ts'

type Typed = { url: string; events: string[]; point: string }

/** Makes a webhook, or changes one: MobilePay takes the place of all its settings at once. */
export function WebhookForm({ webhook }: { webhook: Webhook | null }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useSendForm<Typed, WebhookRequest, Webhook>({
    name: webhook === null ? 'webhook/new' : `webhook/${webhook.id}`,
    schema: useSchema(),
    initial: {
      url: webhook?.url ?? '',
      events: [...(webhook?.events ?? [])],
      point: webhook?.paymentPointId ?? '',
    },
    send: (request) =>
      webhook === null ? createWebhook(request) : replaceWebhook(webhook.id, request),
    // The same settings again are refused as a duplicate or change nothing.
    reread: async (request) => {
      const list = await client.fetchQuery({ ...webhooksQuery, staleTime: 0 })
      return list.find(({ url }) => url === URL.parse(request.url)?.href) ?? null
    },
    explain: (problem: Problem) =>
      problem.status === 409
        ? { field: 'url', text: t`MobilePay refused this address. Another webhook may have it.` }
        : null,
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['webhooks'] })
      void tellDone(webhook === null ? t`Webhook created` : t`Webhook changed`)
    },
    leave: (made) => void navigate(made ? `/webhooks/${made.id}` : '/webhooks', { replace: true }),
  })
  return (
    <div className="card">
      <Form
        form={form}
        action={webhook === null ? <Trans>Create webhook</Trans> : <Trans>Save changes</Trans>}
        unclear={<Trans>Look at the list of webhooks before you try again.</Trans>}
        extra={
          <LinkButton to={webhook === null ? '/webhooks' : `/webhooks/${webhook.id}`}>
            <Trans>Cancel</Trans>
          </LinkButton>
        }
      >
        <TextField
          control={form.control}
          name="url"
          label={t`Address`}
          type="url"
          inputMode="url"
          help={t`Starts with https:// and is called by MobilePay within seconds of an event.`}
          isRequired
        />
        <EventsField form={form} />
        <PointField form={form} />
      </Form>
    </div>
  )
}

function useSchema(): z.ZodMiniType<WebhookRequest, Typed> {
  const { t } = useLingui()
  const fields = z.object({
    url: rule((text): { value: string } | { problem: string } => {
      const address = URL.parse(text.trim())
      if (!address) return { problem: t`Write the whole address, like https://shop.example/hook.` }
      if (address.protocol !== 'https:')
        return { problem: t`The address must start with https://.` }
      return address.href.length > 2000
        ? { problem: t`The address is too long.` }
        : { value: address.href }
    }),
    events: z.array(z.string()).check(z.minLength(1, t`Choose at least one event.`)),
    point: z.string(),
  })
  return z.pipe(
    fields,
    z.transform(({ url, events, point }): WebhookRequest => ({
      url,
      events,
      paymentPointId: point === '' ? null : point,
    })),
  )
}

function EventsField({ form }: { form: SendForm<Typed, WebhookRequest> }) {
  const { t } = useLingui()
  const { field, fieldState } = useController({ control: form.control, name: 'events' })
  return (
    <CheckboxGroup
      label={t`Events`}
      options={webhookEvents.map((event) => ({
        value: event,
        label: t(eventWords[event].name),
        help: t(eventWords[event].help),
      }))}
      value={webhookEvents.filter((event) => field.value.includes(event))}
      onChange={field.onChange}
      error={fieldState.error?.message ?? null}
    />
  )
}

function PointField({ form }: { form: SendForm<Typed, WebhookRequest> }) {
  const { t } = useLingui()
  const { session } = useConnection()
  const { data: points = [] } = useQuery({
    ...paymentPointsQuery,
    enabled: session.scopes.includes('transactionreporting'),
  })
  const chosen = form.handle.getValues('point')
  const isUnknown = chosen !== '' && !points.some(({ id }) => id === chosen)
  return (
    <SelectField
      control={form.control}
      name="point"
      label={t`Payment point`}
      options={[
        { value: '', label: t`All payment points` },
        ...points.map(({ id, name }) => ({ value: id, label: name ?? id })),
        ...(isUnknown ? [{ value: chosen, label: chosen }] : []),
      ]}
    />
  )
}
