import { Plural, Trans, useLingui } from '@lingui/react/macro'

import type { Explanation, TieOut } from '#shared/mobilepay/totals.ts'
import type { Money } from '#shared/money.ts'

import { ChartSteps } from '../../ui/chart-steps.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { Banner, Card, StatusPill } from '../../ui/surface.tsx'

interface TieOutProps {
  readonly tied: TieOut
  /** Whether all of the payout's transactions were read. */
  readonly isComplete: boolean
}

/** Whether the transactions come to what was transferred, to the øre. */
export function TieOutBadge({ tied: { difference }, isComplete }: TieOutProps) {
  const format = useFormat()
  const by = format.money({ ...difference, minor: Math.abs(difference.minor) })
  if (!isComplete) {
    return (
      <StatusPill tone="info">
        <Trans>Too large to check</Trans>
      </StatusPill>
    )
  }
  return difference.minor === 0 ? (
    <StatusPill tone="ok">
      {difference.currency === 'EUR' ? (
        <Trans>Matches to the cent</Trans>
      ) : (
        <Trans>Matches to the øre</Trans>
      )}
    </StatusPill>
  ) : (
    <StatusPill tone="bad">
      <Trans>Differs by {by}</Trans>
    </StatusPill>
  )
}

/** What a payout is made of. */
export function TieOutCard({
  tied,
  isComplete,
  transferred,
}: TieOutProps & { readonly transferred: Money }) {
  const { t } = useLingui()
  const { parts, difference, explanation } = tied
  const { payments, refunds, fees, returned, adjustments } = parts
  const steps = [
    {
      id: 'payments',
      name: <Trans>Payments</Trans>,
      note: <Plural value={payments.count} one="# payment" other="# payments" />,
      amount: payments.total,
    },
    {
      id: 'refunds',
      name: <Trans>Refunds</Trans>,
      note: <Plural value={refunds.count} one="# refund" other="# refunds" />,
      amount: refunds.total,
    },
    {
      id: 'fees',
      name: <Trans>Fees</Trans>,
      note:
        fees.count === 0 ? (
          <Trans>None deducted</Trans>
        ) : (
          <Plural value={fees.count} one="# fee" other="# fees" />
        ),
      amount: fees.total,
    },
    {
      id: 'returned',
      name: <Trans>Returned transactions</Trans>,
      note: <Plural value={returned.count} one="# returned" other="# returned" />,
      amount: returned.total,
    },
    {
      id: 'adjustments',
      name: <Trans>Adjustments</Trans>,
      note: <Plural value={adjustments.count} one="# adjustment" other="# adjustments" />,
      amount: adjustments.total,
    },
  ].filter(({ id }) => ['payments', 'refunds', 'fees'].includes(id) || countOf(id, tied) > 0)
  const isOff = isComplete && difference.minor !== 0
  return (
    <Card title={<Trans>How it adds up</Trans>}>
      <ChartSteps
        caption={t`How the payout adds up`}
        steps={
          isOff
            ? [
                ...steps,
                {
                  id: 'difference',
                  name: <Trans>Not explained by the transactions</Trans>,
                  note: null,
                  amount: difference,
                },
              ]
            : steps
        }
        total={{
          id: 'total',
          name: <Trans>Transferred</Trans>,
          note: null,
          amount: transferred,
        }}
      />
      {isOff && explanation ? (
        <Banner tone="warn">
          <p>
            <b>
              <Trans>
                The transactions come to <Amount money={tied.sum} />.
              </Trans>
            </b>{' '}
            <Why explanation={explanation} />
          </p>
        </Banner>
      ) : null}
      {isComplete ? null : (
        <Banner tone="info">
          <p>
            <Trans>
              This payout has more than 20,000 transactions. Only those are added up here; the CSV
              file holds all.
            </Trans>
          </p>
        </Banner>
      )}
      {isComplete && !isOff ? (
        <p className="help">
          <Trans>
            The transactions below come to <Amount money={tied.sum} />, exactly what was
            transferred.
          </Trans>
        </p>
      ) : null}
      {isComplete && !isOff && fees.count === 0 ? (
        <p className="help">
          <Trans>Fees that MobilePay sends an invoice for are no part of a payout.</Trans>
        </p>
      ) : null}
    </Card>
  )
}

function countOf(id: string, { parts }: TieOut): number {
  return id === 'returned' ? parts.returned.count : parts.adjustments.count
}

function Why({ explanation }: { explanation: Explanation }) {
  switch (explanation) {
    case 'returned':
      return (
        <Trans>
          The difference is exactly what a bank returned: it is listed with this payout, but was not
          sent with it.
        </Trans>
      )
    case 'fees':
      return (
        <Trans>
          The difference is exactly the fees: they are listed with this payout, but MobilePay sends
          an invoice for them instead of taking them from it.
        </Trans>
      )
    case 'unknown':
      return (
        <Trans>
          MobilePay may still be changing the data of this payout: refresh in a few hours. If it
          stays, ask MobilePay’s support with the bank reference.
        </Trans>
      )
    default:
      return explanation satisfies never
  }
}
