import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileDown, Pencil, Trash2 } from 'lucide-react'
import { use } from 'react'

import type {
  Attachment,
  AttachmentArticle,
  AttachmentDetails as Details,
} from '#shared/mobilepay/attachments.ts'
import type { Money } from '#shared/money.ts'

import {
  deleteAttachment,
  type PaymentPlace,
  readAttachment,
  readAttachmentPdf,
} from '../../api/subscription-payments.ts'
import { rereadAgreement } from '../../api/subscriptions.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Amount, HomeContext, useFormat } from '../../ui/format.tsx'
import { LineTable, useDecimals } from '../../ui/line-table.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Trail, Words } from '../../ui/problem-view.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Banner, Facts, StatusPill } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { sendOrLook } from './acts.ts'
import { checkSums } from './attachment-sums.ts'
import { paymentParams } from './params.ts'

interface DetailsProps {
  readonly place: PaymentPlace
  readonly amount: Money
  readonly attachment: Attachment
}

/** What the customer sees behind a payment, its sums checked. */
export function AttachmentDetails({ place, amount, attachment }: DetailsProps) {
  const { hrefOf } = useListParams(paymentParams)
  const decimals = useDecimals()
  const { details, externalUrl, hasPdf } = attachment
  return (
    <>
      {details === null ? null : <Sums details={details} amount={amount} />}
      {externalUrl === null ? null : (
        <p className="id-text">
          {externalUrl.startsWith('https://') ? (
            <a href={externalUrl} target="_blank" rel="noreferrer">
              {externalUrl}
            </a>
          ) : (
            externalUrl
          )}
        </p>
      )}
      {details === null ? null : (
        <>
          <What details={details} />
          <LineTable
            lines={details.articles.map((article) => ({
              ...article,
              quantity: quantityOf(article, decimals),
            }))}
            total={details.total}
            vat={details.vat}
          />
        </>
      )}
      <div className="card-actions">
        {details !== null && hasPdf ? <Download place={place} details={details} /> : null}
        <LinkButton
          to={hrefOf({ act: 'attachment' })}
          icon={<Pencil size={16} aria-hidden="true" />}
        >
          <Trans>Change</Trans>
        </LinkButton>
        <Delete place={place} />
      </div>
    </>
  )
}

function Sums({ details, amount }: { details: Details; amount: Money }) {
  const { lines, vat, isOtherAmount } = checkSums(details, amount)
  if (lines === null && vat === null && !isOtherAmount) return null
  return (
    <Banner tone="warn">
      {lines === null ? null : (
        <p>
          <Trans>
            The lines come to <Amount money={lines} />, the total says{' '}
            <Amount money={details.total} />.
          </Trans>
        </p>
      )}
      {vat === null ? null : (
        <p>
          <Trans>
            The VAT of the lines comes to <Amount money={vat} />.
          </Trans>
        </p>
      )}
      {isOtherAmount ? (
        <p>
          <Trans>
            The total is <Amount money={details.total} />, the payment <Amount money={amount} />.
          </Trans>
        </p>
      ) : null}
    </Banner>
  )
}

function quantityOf(
  { quantity, unit }: AttachmentArticle,
  decimals: Intl.NumberFormat,
): string | null {
  if (quantity === null) return null
  const written = decimals.format(quantity)
  return unit === null ? written : `${written} ${unit}`
}

const money = (value: Money | null) => (value === null ? null : <Amount money={value} />)

function What({ details }: { details: Details }) {
  const format = useFormat()
  return (
    <Facts
      items={[
        { id: 'title', name: <Trans>Title</Trans>, value: details.title },
        { id: 'number', name: <Trans>Invoice number</Trans>, value: details.invoiceNumber },
        {
          id: 'issued',
          name: <Trans>Invoice date</Trans>,
          value: details.issueDay && format.day(details.issueDay),
        },
        { id: 'name', name: <Trans>Customer</Trans>, value: details.consumerName },
        {
          id: 'reference',
          name: <Trans>Payment reference</Trans>,
          value: details.paymentReference,
        },
        { id: 'comment', name: <Trans>Comment</Trans>, value: details.comment },
        { id: 'reduction', name: <Trans>Reduction</Trans>, value: money(details.reduction) },
        { id: 'discount', name: <Trans>Discount</Trans>, value: money(details.discount) },
        { id: 'bonus', name: <Trans>Bonus</Trans>, value: money(details.bonus) },
      ]}
    />
  )
}

function Download({ place, details }: { place: PaymentPlace; details: Details }) {
  const downloading = useMutation({
    mutationFn: async () => {
      const name = (details.invoiceNumber ?? place.payment).replaceAll(/[^\w-]+/g, '_')
      saveFile(`${name}.pdf`, await readAttachmentPdf(place))
    },
  })
  return (
    <>
      <Button
        icon={<FileDown size={16} aria-hidden="true" />}
        isPending={downloading.isPending}
        onPress={() => downloading.mutate()}
      >
        <Trans>Download PDF</Trans>
      </Button>
      {downloading.error ? (
        <div className="field-error" role="alert">
          <p>
            <Words problem={downloading.error} />
          </p>
          <Trail problem={downloading.error} />
        </div>
      ) : null}
    </>
  )
}

function Delete({ place }: { place: PaymentPlace }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const home = use(HomeContext)
  const id = `attachment/${place.payment}/delete`
  if (useHeldSend(id) !== null) {
    return (
      <StatusPill tone="warn">
        <Trans>Being deleted</Trans>
      </StatusPill>
    )
  }
  return (
    <Button
      icon={<Trash2 size={16} aria-hidden="true" />}
      onPress={() =>
        void holdSend({
          id,
          text: t`The invoice details are deleted`,
          done: t`Invoice details deleted`,
          failed: t`The invoice details were not deleted`,
          send: async () => {
            await sendOrLook(
              client,
              () => deleteAttachment(place),
              async () => (await readAttachment(place, home)) === null,
            )
            void rereadAgreement(client, place)
          },
        })
      }
    >
      <Trans>Delete</Trans>
    </Button>
  )
}
