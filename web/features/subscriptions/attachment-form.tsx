import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import { useWatch } from 'react-hook-form'

import type { Attachment } from '#shared/mobilepay/attachments.ts'
import { sumOf } from '#shared/mobilepay/invoice-lines.ts'
import type { Money } from '#shared/money.ts'

import { act } from '../../api/act.ts'
import { ApiError } from '../../api/errors.ts'
import {
  type PaymentPlace,
  putAttachment,
  readAttachment,
} from '../../api/subscription-payments.ts'
import { rereadAgreement } from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxField, SelectField, TextArea, TextField } from '../../ui/form-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { Amount, HomeContext, useLocaleTag } from '../../ui/format.tsx'
import { LineEditor } from '../../ui/line-editor.tsx'
import { useReadLine } from '../../ui/line-values.ts'
import { tellDone } from '../../ui/notify.ts'
import { Banner } from '../../ui/surface.tsx'
import { type SendForm, useSendForm } from '../../ui/use-send-form.ts'
import {
  attachmentOf,
  knownLines,
  type ReadAttachment,
  type TypedAttachment,
  typedOf,
} from './attachment-values.ts'
import { useAttachmentSchema } from './use-attachment-schema.ts'

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
  const before = { attachment, amount, locale: useLocaleTag() }
  const readLine = useReadLine()
  const form = useSendForm<TypedAttachment, ReadAttachment, Attachment>({
    name: `attachment/${place.payment}`,
    schema: useAttachmentSchema(),
    initial: typedOf(before),
    send: async (read) => {
      const wanted = attachmentOf(before, knownLines(before, readLine), read)
      await act(client, () => putAttachment(place, wanted))
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
  const document = useWatch({ control, name: 'document' })
  const hasDetails = useWatch({ control, name: 'hasDetails' })
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
      <SelectField
        control={control}
        name="document"
        label={t`What the customer can open`}
        options={[
          { value: 'pdf', label: t`A PDF that MobilePay makes of this` },
          { value: 'own', label: t`A document of yours, by its address` },
          { value: 'none', label: t`Nothing; the lines show in the app` },
        ]}
      />
      {document === 'own' ? (
        <>
          <TextField
            control={control}
            name="address"
            type="url"
            inputMode="url"
            label={t`Address of the document`}
            isRequired
            help={<Trans>The customer must be able to open it without logging in.</Trans>}
          />
          <CheckboxField control={control} name="hasDetails" label={t`Show lines as well`} />
        </>
      ) : null}
      {document === 'own' && !hasDetails ? null : (
        <DetailsPart form={form} amount={amount} attachment={attachment} />
      )}
    </Form>
  )
}

interface DetailsPartProps extends Pick<AttachmentFormProps, 'amount' | 'attachment'> {
  readonly form: SendForm<TypedAttachment, ReadAttachment>
}

function DetailsPart({ form, amount, attachment }: DetailsPartProps) {
  const { t } = useLingui()
  const { control } = form
  const readLine = useReadLine()
  const typed = useWatch({ control, name: 'lines' })
  const { total } = sumOf(
    typed.flatMap((line) => readLine(line) ?? []),
    amount.currency,
  )
  return (
    <>
      <div className="field-pair">
        <TextField control={control} name="title" label={t`Title`} isRequired />
        <TextField control={control} name="number" label={t`Invoice number (optional)`} />
      </div>
      <LineEditor form={form} hasReduction={false} />
      {total.minor === amount.minor ? null : (
        <Banner tone="warn">
          <p>
            <Trans>
              The payment is <Amount money={amount} />, not <Amount money={total} />.
            </Trans>
          </p>
        </Banner>
      )}
      <Kept attachment={attachment} />
      <TextArea control={control} name="comment" label={t`Comment (optional)`} />
    </>
  )
}

/** What stands on it and is not in this form. */
function Kept({ attachment }: Pick<AttachmentFormProps, 'attachment'>) {
  const { reduction, discount, bonus } = attachment?.details ?? {}
  const isThere = [reduction, discount, bonus].some((one) => (one?.minor ?? 0) !== 0)
  return isThere ? (
    <Banner tone="info">
      <p>
        <Trans>
          Reduction, discount and bonus stay as they are. They are shown to the customer, and change
          no sum.
        </Trans>
      </p>
    </Banner>
  ) : null
}
