import './invoices.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { use, useState } from 'react'
import { useFieldArray, useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'

import { dayAt } from '#shared/dates.ts'
import { sumOf, totalOf } from '#shared/mobilepay/invoice-lines.ts'
import type { InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'

import { createInvoice } from '../../api/invoices.ts'
import { Button, IconButton, LinkButton } from '../../ui/button.tsx'
import { Segments } from '../../ui/fields.tsx'
import { DateField, PhoneField, SelectField, TextArea, TextField } from '../../ui/form-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { Amount, HomeContext } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { type SendForm, useSendForm } from '../../ui/use-send-form.ts'
import {
  blankInvoice,
  blankLine,
  type Kind,
  type Typed,
  useInvoiceSchema,
  useReadLine,
} from './editor.ts'
import { reasonOf } from './explain.ts'
import { type Invoicing, WithInvoicing } from './shell.tsx'

const newParams = z.object({ kind: z.prefault(z.enum(['direct', 'link']), 'direct') })

/** A new invoice, to a phone or as a link. */
export function NewInvoicePage() {
  const { t } = useLingui()
  const { params, change } = useListParams(newParams)
  return (
    <>
      <PageHeader title={t`New invoice`} />
      <WithInvoicing>
        {(invoicing) => (
          <div className="card form">
            <Segments
              label={t`How the customer gets it`}
              value={params.kind}
              onChange={(kind) => change({ kind })}
              options={[
                { value: 'direct', label: t`In the MobilePay app` },
                { value: 'link', label: t`By a link that you send` },
              ]}
            />
            <Editor key={params.kind} kind={params.kind} invoicing={invoicing} />
          </div>
        )}
      </WithInvoicing>
    </>
  )
}

function Editor({ kind, invoicing: { merchant, issuers } }: { kind: Kind; invoicing: Invoicing }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { currency, zone } = use(HomeContext)
  const [today] = useState(() => dayAt(Date.now(), zone))
  const form = useSendForm<Typed, InvoiceRequest, { id: string }>({
    name: `invoice/new/${kind}`,
    schema: useInvoiceSchema(kind, today),
    initial: blankInvoice(issuers[0].id, today, currency),
    send: (invoice) => createInvoice(merchant, kind, invoice),
    // MobilePay refuses an exact duplicate, so sending again counts once.
    isRepeatable: true,
    explain: ({ reason }) => {
      const known = reasonOf(reason)
      return known && { text: t(known.text), ...(known.field && { field: known.field }) }
    },
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['invoices'] })
      void tellDone(kind === 'direct' ? t`Invoice sent` : t`Invoice created`)
    },
    leave: (made) => void navigate(made ? `/invoices/${made.id}` : '/invoices', { replace: true }),
  })
  const { control } = form
  const readLine = useReadLine()
  const lines = useWatch({ control, name: 'lines' }).flatMap((line) => readLine(line) ?? [])
  const { total } = sumOf(lines, currency)
  return (
    <Form
      form={form}
      action={
        kind === 'direct' ? (
          <Trans>
            Send invoice, <Amount money={total} />
          </Trans>
        ) : (
          <Trans>
            Create link, <Amount money={total} />
          </Trans>
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
      <div className="invoice-pair">
        <PhoneField
          control={control}
          name="phone"
          label={
            kind === 'direct' ? t`Customer’s phone number` : t`Customer’s phone number (optional)`
          }
          isRequired={kind === 'direct'}
        />
        <TextField control={control} name="name" label={t`Customer’s name (optional)`} />
        <TextField control={control} name="number" label={t`Invoice number`} isRequired />
        <DateField control={control} name="due" label={t`Due date`} isRequired />
      </div>
      <Lines form={form} />
      <div className="invoice-pair">
        <TextField
          control={control}
          name="reference"
          label={t`Payment reference (optional)`}
          help={t`Shown on the bank statement; without it that is the invoice number.`}
        />
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
      <TextArea control={control} name="comment" label={t`Comment (optional)`} />
    </Form>
  )
}

function Lines({ form: { control } }: { form: SendForm<Typed, InvoiceRequest> }) {
  const { t } = useLingui()
  const { currency } = use(HomeContext)
  const { fields, append, remove } = useFieldArray({ control, name: 'lines' })
  const typed = useWatch({ control, name: 'lines' })
  const readLine = useReadLine()
  const read = typed.map((line) => readLine(line))
  const { total, vat } = sumOf(
    read.flatMap((line) => line ?? []),
    currency,
  )
  return (
    <fieldset className="invoice-lines">
      <legend className="label">
        <Trans>Lines</Trans>
      </legend>
      {fields.map(({ id }, index) => {
        const line = read[index]
        const position = index + 1
        return (
          <fieldset key={id} className="invoice-line" aria-label={t`Line ${position}`}>
            <TextField control={control} name={`lines.${index}.description`} label={t`What`} />
            <TextField
              control={control}
              name={`lines.${index}.quantity`}
              label={t`Quantity`}
              inputMode="decimal"
            />
            <MoneyField
              control={control}
              name={`lines.${index}.price`}
              label={t`Price each, with VAT`}
            />
            <TextField
              control={control}
              name={`lines.${index}.vatRate`}
              label={t`VAT %`}
              inputMode="decimal"
            />
            <div className="invoice-line-end">
              <output aria-label={t`Total of line ${position}`}>
                {line ? <Amount money={totalOf(line).total} /> : '–'}
              </output>
              {fields.length > 1 ? (
                <IconButton
                  label={t`Remove line ${position}`}
                  icon={<Trash2 size={16} aria-hidden="true" />}
                  onPress={() => remove(index)}
                />
              ) : null}
            </div>
          </fieldset>
        )
      })}
      <div>
        <Button
          icon={<Plus size={16} aria-hidden="true" />}
          onPress={() => append(blankLine(currency))}
        >
          <Trans>Add a line</Trans>
        </Button>
      </div>
      <output className="invoice-total">
        <span className="muted">
          <Trans>
            VAT <Amount money={vat} />
          </Trans>
        </span>
        <span>
          <Trans>
            Total <Amount money={total} />
          </Trans>
        </span>
      </output>
    </fieldset>
  )
}
