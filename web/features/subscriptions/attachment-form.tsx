import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { use } from 'react'
import { type Control, useFieldArray, useWatch } from 'react-hook-form'
import * as z from 'zod/mini'

import type { Attachment } from '#shared/mobilepay/attachments.ts'
import { type Line, readDecimal, sumOf } from '#shared/mobilepay/invoice-lines.ts'
import { longestText } from '#shared/mobilepay/subscriptions-request.ts'
import type { Money } from '#shared/money.ts'

import { act } from '../../api/act.ts'
import { ApiError } from '../../api/errors.ts'
import {
  type PaymentPlace,
  putAttachment,
  readAttachment,
} from '../../api/subscription-payments.ts'
import { rereadAgreement } from '../../api/subscriptions.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckboxField, TextArea, TextField } from '../../ui/form-fields.tsx'
import { rule, useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { Amount, HomeContext, useLocaleTag } from '../../ui/format.tsx'
import { MoneyField } from '../../ui/money-field.tsx'
import { tellDone } from '../../ui/notify.ts'
import { Banner } from '../../ui/surface.tsx'
import { useSendForm } from '../../ui/use-send-form.ts'
import {
  attachmentOf,
  blankArticle,
  type ReadAttachment,
  type TypedArticle,
  type TypedAttachment,
  typedOf,
} from './attachment-values.ts'

interface AttachmentFormProps {
  readonly place: PaymentPlace
  readonly amount: Money
  readonly attachment: Attachment | null
  readonly onClose: () => void
}

/** Makes or changes what the customer sees behind a payment; the sums are added up here. */
export function AttachmentForm({ place, amount, attachment, onClose }: AttachmentFormProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const home = use(HomeContext)
  const locale = useLocaleTag()
  const rules = useRules()
  const article = useArticleSchema()
  const schema: z.ZodMiniType<ReadAttachment, TypedAttachment> = z.object({
    title: rules.text({ missing: t`Give it a title.`, most: longestText }),
    number: rules.optionalText({ most: 60 }),
    comment: rules.optionalText({ most: 1000 }),
    hasPdf: z.boolean(),
    articles: z.array(article).check(z.minLength(1, t`Add a line.`)),
  })
  const form = useSendForm<TypedAttachment, ReadAttachment, Attachment>({
    name: `attachment/${place.payment}`,
    schema,
    initial: typedOf(attachment, amount, locale),
    send: async (read) => {
      await act(client, () => putAttachment(place, attachmentOf(attachment, read, home.currency)))
      const kept = await act(client, () => readAttachment(place, home))
      if (kept === null) throw new ApiError('mobilepay_error', { status: 404 })
      return kept
    },
    // The same again takes the place of itself.
    isRepeatable: true,
    explain: ({ status }) =>
      status === 404 ? { text: t`MobilePay does not keep invoice details any more.` } : null,
    onDone: () => {
      void tellDone(t`Invoice details saved`)
      void rereadAgreement(client, place)
    },
    leave: onClose,
  })
  const { control } = form
  const typed = useWatch({ control, name: 'articles' })
  const lines = typed.flatMap((one) => z.safeParse(article, named(one)).data ?? [])
  const { total, vat } = sumOf(lines, home.currency)
  const { reduction, discount, bonus } = attachment?.details ?? {}
  return (
    <Form
      form={form}
      action={<Trans>Save invoice details</Trans>}
      extra={
        <Button onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      }
      unclear={<Trans>Saving again is safe: it takes the place of what is there.</Trans>}
    >
      <div className="field-pair">
        <TextField control={control} name="title" label={t`Title`} isRequired />
        <TextField control={control} name="number" label={t`Invoice number (optional)`} />
      </div>
      <Articles control={control} />
      <output className="attachment-sums">
        <span className="muted">
          <Trans>
            VAT <Amount money={vat} />
          </Trans>
        </span>
        <b>
          <Trans>
            Total <Amount money={total} />
          </Trans>
        </b>
      </output>
      {total.minor === amount.minor ? null : (
        <Banner tone="warn">
          <p>
            <Trans>
              The payment is <Amount money={amount} />, not <Amount money={total} />.
            </Trans>
          </p>
        </Banner>
      )}
      {reduction || discount || bonus ? (
        <Banner tone="warn">
          <p>
            <Trans>Reductions, discounts and bonus are left out when you save; use lines.</Trans>
          </p>
        </Banner>
      ) : null}
      <TextArea control={control} name="comment" label={t`Comment (optional)`} />
      <CheckboxField control={control} name="hasPdf" label={t`Let MobilePay make a PDF of it`} />
    </Form>
  )
}

/** A line counts in the sums before anybody has said what it is. */
const named = (one: TypedArticle) => ({ ...one, description: one.description || '-' })

function useArticleSchema(): z.ZodMiniType<Line, TypedArticle> {
  const { t } = useLingui()
  const rules = useRules()
  return z.object({
    description: rules.text({ missing: t`Say what is being paid for.`, most: 255 }),
    quantity: rule((text) => {
      const value = readDecimal(text, 3)
      return value === null || value === 0
        ? { problem: t`Write a quantity like 1 or 2,5.` }
        : { value }
    }),
    price: rules.money({ missing: t`Fill in the price.` }),
    vatRate: rule((text) => {
      const value = readDecimal(text, 2)
      return value === null || value > 10_000
        ? { problem: t`Write the VAT in percent, like 25.` }
        : { value }
    }),
  })
}

function Articles({ control }: { control: Control<TypedAttachment, unknown, ReadAttachment> }) {
  const { t } = useLingui()
  const { currency } = use(HomeContext)
  const { fields, append, remove } = useFieldArray({ control, name: 'articles' })
  return (
    <div className="attachment-articles">
      {fields.map(({ id }, index) => {
        const position = index + 1
        return (
          <fieldset key={id} className="attachment-article" aria-label={t`Line ${position}`}>
            <TextField control={control} name={`articles.${index}.description`} label={t`What`} />
            <TextField
              control={control}
              name={`articles.${index}.quantity`}
              label={t`Quantity`}
              inputMode="decimal"
            />
            <MoneyField
              control={control}
              name={`articles.${index}.price`}
              label={t`Price each, with VAT`}
            />
            <TextField
              control={control}
              name={`articles.${index}.vatRate`}
              label={t`VAT %`}
              inputMode="decimal"
            />
            {fields.length > 1 ? (
              <IconButton
                label={t`Remove line ${position}`}
                icon={<Trash2 size={16} aria-hidden="true" />}
                onPress={() => remove(index)}
              />
            ) : null}
          </fieldset>
        )
      })}
      <div>
        <Button
          icon={<Plus size={16} aria-hidden="true" />}
          onPress={() => append(blankArticle(currency))}
        >
          <Trans>Add a line</Trans>
        </Button>
      </div>
    </div>
  )
}
