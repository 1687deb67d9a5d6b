import './invoices.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { use, useRef, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import { dayAt } from '#shared/dates.ts'
import { sumOf } from '#shared/mobilepay/invoice-lines.ts'
import type { InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'
import type { Invoice } from '#shared/mobilepay/invoices.ts'

import { createInvoice, invoiceQuery } from '../../api/invoices.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Segments } from '../../ui/fields.tsx'
import { DateField, PhoneField, SelectField, TextArea, TextField } from '../../ui/form-fields.tsx'
import { mayHaveHappened } from '../../ui/form-send.ts'
import { Form } from '../../ui/form.tsx'
import { HomeContext, useFormat, useLocaleTag } from '../../ui/format.tsx'
import { isDuplicate, reasonOf } from '../../ui/invoice-reasons.ts'
import { LineEditor } from '../../ui/line-editor.tsx'
import { useReadLine } from '../../ui/line-values.ts'
import { useListParams } from '../../ui/list-params.ts'
import { tellDone } from '../../ui/notify.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { isProblem } from '../../ui/problem.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'
import { blankInvoice, copiedInvoice, type Kind, type Typed, useInvoiceSchema } from './editor.ts'
import { BackToInvoices, type Invoicing, WithInvoicing } from './shell.tsx'

const newParams = z.object({
  kind: z.prefault(z.enum(['direct', 'link']), 'direct'),
  /** The invoice that the new one is to be like. */
  from: z.prefault(z.nullable(z.guid()), null),
})

/** A new invoice, to a phone or as a link. */
export function NewInvoicePage() {
  const { t } = useLingui()
  const { params, change } = useListParams(newParams)
  return (
    <>
      <BackToInvoices />
      <PageHeader title={t`New invoice`} />
      <WithInvoicing>
        {(invoicing) => (
          <div className="card form">
            <Segments
              label={t`How the customer gets it`}
              value={params.kind}
              onChange={(kind) => change({ kind })}
              options={[
                { value: 'direct', label: t`In MobilePay` },
                { value: 'link', label: t`By a link` },
              ]}
            />
            {params.from === null ? (
              <Editor key={params.kind} kind={params.kind} invoicing={invoicing} before={null} />
            ) : (
              <Copy key={params.kind} kind={params.kind} invoicing={invoicing} from={params.from} />
            )}
          </div>
        )}
      </WithInvoicing>
    </>
  )
}

interface EditorProps {
  readonly kind: Kind
  readonly invoicing: Invoicing
  readonly before: Invoice | null
}

function Copy({ from, ...props }: Omit<EditorProps, 'before'> & { readonly from: string }) {
  const before = useQuery(invoiceQuery(props.invoicing.merchant, from))
  return (
    <Query result={before} skeleton={<Skeleton rows={6} shape="line" />}>
      {(found) => <Editor {...props} before={found} />}
    </Query>
  )
}

function Editor({ kind, invoicing: { merchant, issuers }, before }: EditorProps) {
  const { t } = useLingui()
  const locale = useLocaleTag()
  const format = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { currency, zone } = use(HomeContext)
  const [today] = useState(() => dayAt(Date.now(), zone))
  const issuer = issuers.find(({ id }) => id === before?.issuerId) ?? issuers[0]
  const blank = blankInvoice(issuer.id, today, currency)
  const wasLost = useRef(false)
  const form = useSendForm<Typed, InvoiceRequest, { id: string | null }>({
    name: before === null ? `invoice/new/${kind}` : `invoice/new/${kind}/${before.id}`,
    schema: useInvoiceSchema(kind, today),
    initial: before === null ? blank : copiedInvoice(blank, before, locale),
    send: async (invoice) => {
      try {
        return await createInvoice(merchant, kind, invoice)
      } catch (error) {
        if (!isProblem(error)) throw error
        if (wasLost.current && isDuplicate(error.reason)) return { id: null }
        wasLost.current ||= mayHaveHappened(error)
        throw error
      }
    },
    // MobilePay refuses an exact duplicate, so sending again counts once.
    isRepeatable: true,
    explain: ({ reason }) => {
      const known = reasonOf(reason)
      return known && { text: t(known.text), ...(known.field && { field: known.field }) }
    },
    onDone: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['invoices'] })
      if (id === null)
        void tellDone(t`The invoice had arrived; MobilePay does not tell its ID again`)
      else void tellDone(kind === 'direct' ? t`Invoice sent` : t`Invoice created`)
    },
    leave: (made) =>
      void navigate(made?.id ? `/invoices/${made.id}` : '/invoices', { replace: true }),
  })
  const { control } = form
  const readLine = useReadLine()
  const lines = useWatch({ control, name: 'lines' }).flatMap((line) => readLine(line) ?? [])
  const amount = format.money(sumOf(lines, currency).total)
  return (
    <Form
      form={form}
      action={
        kind === 'direct' ? (
          <Trans>Send invoice, {amount}</Trans>
        ) : (
          <Trans>Create link, {amount}</Trans>
        )
      }
      unclear={
        <Trans>Trying again is safe: MobilePay refuses an invoice that it has already.</Trans>
      }
      extra={
        <LinkButton to="/invoices">
          <Trans>Cancel</Trans>
        </LinkButton>
      }
    >
      {issuers.length > 1 ? (
        <SelectField
          control={control}
          name="issuer"
          label={t`Sent by`}
          options={issuers.map(({ id, name }) => ({ value: id, label: name ?? id }))}
        />
      ) : null}
      <div className="field-pair">
        <PhoneField
          control={control}
          name="phone"
          label={
            kind === 'direct' ? t`Customer’s phone number` : t`Customer’s phone number (optional)`
          }
          isRequired={kind === 'direct'}
        />
        <TextField control={control} name="name" label={t`Customer’s name (optional)`} />
      </div>
      <div className="field-pair">
        <TextField
          control={control}
          name="number"
          label={t`Invoice number`}
          help={t`It or the payment reference is needed.`}
        />
        <TextField
          control={control}
          name="reference"
          label={t`Payment reference (optional)`}
          help={t`Shown on the bank statement; without it that is the invoice number.`}
        />
      </div>
      <div className="field-pair">
        <DateField control={control} name="due" label={t`Due date`} isRequired />
        {kind === 'link' ? (
          <TextField
            control={control}
            name="redirect"
            label={t`Where the customer goes afterwards (optional)`}
            type="url"
            inputMode="url"
          />
        ) : null}
      </div>
      <LineEditor form={form} hasReduction />
      <TextField
        control={control}
        name="document"
        label={t`Address of your own document (optional)`}
        help={t`A PDF, for instance, that the customer can open from the app.`}
        type="url"
        inputMode="url"
      />
      <TextArea control={control} name="comment" label={t`Comment (optional)`} />
    </Form>
  )
}
