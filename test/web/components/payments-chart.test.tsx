import { i18n } from '@lingui/core'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'

import { type CalendarDay, isCalendarDay } from '../../../shared/dates.ts'
import type { Transaction } from '../../../shared/mobilepay/reporting.ts'
import type { Money } from '../../../shared/money.ts'
import { createQueryClient } from '../../../web/api/query-client.ts'
import type { Whole } from '../../../web/api/reporting.ts'
import { messages as ofOverviewDa } from '../../../web/features/overview/locales/da.po'
import { messages as ofOverviewEn } from '../../../web/features/overview/locales/en.po'
import { PaymentsChart } from '../../../web/features/overview/payments-chart.tsx'
import { messages as da } from '../../../web/locales/da.po'
import { ChartSteps } from '../../../web/ui/chart-steps.tsx'
import { transactionOf } from '../../support/transaction.ts'
import { show } from './show.tsx'

beforeEach(() => i18n.load({ en: ofOverviewEn, da: { ...da, ...ofOverviewDa } }))
afterEach(() => i18n.activate('en'))

function day(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new Error(`${text} is no day`)
  return text
}

const paid = (at: string, minor: number) =>
  transactionOf(minor, { type: 'Payment', at: Date.parse(at) })

interface FoundProps {
  readonly items: readonly Transaction[]
  readonly from: string
  readonly to: string
}

function Found({ items, from, to }: FoundProps) {
  const whole = useQuery<Whole<Transaction>>({
    queryKey: ['whole'],
    queryFn: () => Promise.resolve({ items, complete: true }),
  })
  return <PaymentsChart whole={whole} period={{ from: day(from), to: day(to) }} />
}

const showFound = (found: FoundProps) =>
  show(
    <QueryClientProvider client={createQueryClient()}>
      <div style={{ width: 640 }}>
        <Found {...found} />
      </div>
    </QueryClientProvider>,
  )

const plain = (text: string | null) => text?.replaceAll('\u00A0', ' ')
const textsOf = (selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => plain(textContent))

test('a period without a payment says so, whatever else moved in it', async () => {
  const refund = transactionOf(-5000, { type: 'Refund', at: Date.parse('2026-11-02T12:00:00Z') })
  await showFound({ items: [refund], from: '2026-11-01', to: '2026-11-03' })
  await expect.element(page.getByText('No payments in this period')).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Payments per day' })).toBeVisible()
  await expect.element(page.getByRole('button')).not.toBeInTheDocument()
  expect(document.querySelectorAll('.chart-bar')).toHaveLength(0)
})

test('a single day is a single bar, up to the last hour of the merchant’s day', async () => {
  const items = [paid('2026-11-01T22:59:59Z', 12_345), paid('2026-11-01T23:00:00Z', 99_900)]
  await showFound({ items, from: '2026-11-01', to: '2026-11-01' })
  await expect.element(page.getByRole('img', { name: /^Payments per day/ })).toBeVisible()
  expect(textsOf('.chart-day title')).toEqual(['Sun, 1 Nov 2026: DKK 123.45, 1 payment'])
  await expect.element(page.getByText(/^DKK\s123.45 a day on average$/)).toBeVisible()
})

test('in Danish, numbers and days are written as Danes write them, in the table as in the chart', async () => {
  i18n.activate('da')
  const items = [paid('2026-11-01T10:00:00Z', 123_456_789), paid('2026-11-02T10:00:00Z', 5)]
  await showFound({ items, from: '2026-11-01', to: '2026-11-02' })
  await expect.element(page.getByRole('img')).toBeVisible()
  const said = ['1.234.567,89 kr.', '0,05 kr.']
  expect(textsOf('.chart-day title')).toEqual([
    `søn. 1. nov. 2026: ${said[0]}, 1 betaling`,
    `man. 2. nov. 2026: ${said[1]}, 1 betaling`,
  ])
  await expect.element(page.getByText(/^617\.283,97\skr\. om dagen i gennemsnit$/)).toBeVisible()
  await page.getByRole('button').click()
  expect(textsOf('tbody tr td:last-child')).toEqual(said)
  expect(textsOf('tbody tr th')).toEqual(['søn. 1. nov. 2026', 'man. 2. nov. 2026'])
})

const kroner = (minor: number): Money => ({ minor, currency: 'DKK' })

test('a payout below nothing reads as such, and its bars stay in their places', async () => {
  i18n.activate('da')
  await show(
    <ChartSteps
      caption="Sum"
      steps={[
        { id: 'in', name: 'Betalinger', note: null, amount: kroner(100_000) },
        { id: 'out', name: 'Refunderinger', note: null, amount: kroner(-250_050) },
      ]}
      total={{ id: 'total', name: 'Overført', note: null, amount: kroner(-150_050) }}
    />,
  )
  await expect.element(page.getByRole('table')).toBeVisible()
  expect(textsOf('.steps-amount')).toEqual(['1.000,00 kr.', '-2.500,50 kr.', '-1.500,50 kr.'])
  const [payments, refunds, total] = [...document.querySelectorAll('.steps-bar rect')].map((bar) =>
    bar.getBoundingClientRect(),
  )
  if (!payments || !refunds || !total) throw new Error('a bar is missing')
  expect(refunds.right).toBeCloseTo(payments.right, 0)
  // From where the payments start it goes down to where the refunds end.
  expect(total.left).toBeCloseTo(refunds.left, 0)
  expect(total.right).toBeCloseTo(payments.left, 0)
  for (const bar of document.querySelectorAll('.steps-bar')) {
    const { left, right } = bar.getBoundingClientRect()
    const rect = bar.querySelector('rect')?.getBoundingClientRect()
    expect(rect?.left).toBeGreaterThanOrEqual(left - 1)
    expect(rect?.right).toBeLessThanOrEqual(right + 1)
  }
})

test('a payout of nothing at all has amounts and no bars', async () => {
  await show(
    <ChartSteps
      caption="Sum"
      steps={[{ id: 'in', name: 'Payments', note: '0 payments', amount: kroner(0) }]}
      total={{ id: 'total', name: 'Transferred', note: null, amount: kroner(0) }}
    />,
  )
  await expect.element(page.getByRole('table')).toBeVisible()
  expect(textsOf('.steps-amount')).toEqual(['DKK 0.00', 'DKK 0.00'])
  for (const bar of document.querySelectorAll('.steps-bar rect')) {
    expect(bar.getBoundingClientRect().width).toBe(0)
  }
})
