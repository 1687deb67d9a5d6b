import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { Money } from '../../../shared/money.ts'
import { type Bar, ChartBars } from '../../../web/ui/chart-bars.tsx'
import { ChartSteps } from '../../../web/ui/chart-steps.tsx'
import { show } from './show.tsx'

const heads = { name: 'Day', value: 'Payments per day', note: 'Payments' }

function barsOf(values: readonly number[]): readonly Bar[] {
  return values.map((value, index) => ({
    id: `day-${index + 1}`,
    name: `${index + 1} Nov 2026`,
    short: `${index + 1} Nov`,
    value,
    valueText: `DKK ${value}.00`,
    note: value === 0 ? '0 payments' : '1 payment',
  }))
}

const showBars = (values: readonly number[], width = 640) =>
  show(
    <div style={{ width }}>
      <ChartBars
        title="Payments per day"
        summary="DKK 200.00 a day on average"
        bars={barsOf(values)}
        heads={heads}
        tick={(value) => `${value}`}
      />
    </div>,
  )

const all = (selector: string) => [...document.querySelectorAll<SVGRectElement>(selector)]
const heightOf = (bar: SVGRectElement | undefined) => bar?.getBoundingClientRect().height ?? -1
const chart = page.getByRole('img', { name: /^Payments per day: a chart/ })

test('each bar is as high as its value, from nothing to the highest', async () => {
  await showBars([100, 0, 400, 200])
  await expect.element(chart).toBeVisible()
  const [one, none, most, half] = all('.chart-bar')
  expect(heightOf(none)).toBe(0)
  expect(heightOf(half)).toBeCloseTo(heightOf(most) / 2, 1)
  expect(heightOf(one)).toBeCloseTo(heightOf(most) / 4, 1)
  expect(heightOf(most)).toBeGreaterThan(100)
})

test('each bar is named with its day and amount, and says so above when pointed at', async () => {
  await showBars([100, 0, 400])
  await expect.element(chart).toBeVisible()
  expect(all('.chart-day title').map(({ textContent }) => textContent)).toEqual([
    '1 Nov 2026: DKK 100.00, 1 payment',
    '2 Nov 2026: DKK 0.00, 0 payments',
    '3 Nov 2026: DKK 400.00, 1 payment',
  ])
  await expect.element(page.getByText('DKK 200.00 a day on average')).toBeVisible()
  // Also a day without any payment has something to point at.
  const reach = all('.chart-reach')[1]
  if (!reach) throw new Error('no second day')
  await userEvent.hover(reach)
  await expect.element(page.getByText('2 Nov 2026: DKK 0.00 · 0 payments')).toBeVisible()
  expect(document.querySelectorAll('[data-shown]')).toHaveLength(1)
  await userEvent.unhover(reach)
  await expect.element(page.getByText('DKK 200.00 a day on average')).toBeVisible()
})

test('names below the axis neither touch nor leave the chart, however many days there are', async () => {
  for (const width of [280, 640]) {
    const { unmount } = await showBars(
      Array.from({ length: 62 }, (_, index) => index * 1000),
      width,
    )
    await expect.element(chart).toBeVisible()
    const place = chart.element().getBoundingClientRect()
    const labels = all('.chart-day > text').map((text) => text.getBoundingClientRect())
    expect(labels.length).toBeGreaterThan(2)
    for (const [index, label] of labels.entries()) {
      expect(label.right).toBeLessThanOrEqual(place.right + 1)
      expect(label.left).toBeGreaterThan(labels[index - 1]?.right ?? 0)
    }
    await unmount()
  }
})

test('a line of means comes with enough days only, and its legend with it', async () => {
  const few = await showBars([100, 200, 300])
  await expect.element(chart).toBeVisible()
  expect(all('.chart-mean')).toEqual([])
  await expect.element(page.getByText('Average of seven days')).not.toBeInTheDocument()
  await few.unmount()
  await showBars(Array.from({ length: 14 }, () => 100))
  await expect.element(chart).toBeVisible()
  await expect.element(page.getByText('Average of seven days')).toBeVisible()
  expect(all('.chart-mean')).toHaveLength(1)
})

test('whoever would rather read has the same as a table, by keyboard alone', async () => {
  await showBars([100, 0, 400])
  await userEvent.keyboard('{Tab}')
  await expect.element(page.getByRole('button', { name: 'Show as table' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  const rows = page.getByRole('table').getByRole('row')
  expect(rows.elements().map(({ textContent }) => textContent)).toEqual([
    'DayPaymentsPayments per day',
    '1 Nov 20261 paymentDKK 100.00',
    '2 Nov 20260 paymentsDKK 0.00',
    '3 Nov 20261 paymentDKK 400.00',
  ])
  await expect.element(page.getByRole('rowheader', { name: '3 Nov 2026' })).toBeVisible()
  // What may have to be scrolled can be reached.
  await userEvent.keyboard('{Tab}')
  await expect.element(page.getByRole('region', { name: 'Payments per day' })).toHaveFocus()
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
  await expect.element(chart).toBeVisible()
})

const kroner = (minor: number): Money => ({ minor, currency: 'DKK' })

test('what a payout is made of reads as a table, and each bar starts where the last one ended', async () => {
  await show(
    <ChartSteps
      caption="How it adds up"
      steps={[
        { id: 'in', name: 'Payments', note: '3 payments', amount: kroner(100_000) },
        { id: 'out', name: 'Refunds', note: '1 refund', amount: kroner(-40_000) },
        { id: 'fees', name: 'Fees', note: '3 fees', amount: kroner(-10_000) },
      ]}
      total={{ id: 'total', name: 'Transferred', note: null, amount: kroner(50_000) }}
    />,
  )
  const table = page.getByRole('table', { name: 'How it adds up' })
  await expect.element(table).toBeVisible()
  expect(
    table
      .getByRole('row')
      .elements()
      .map(({ textContent }) => textContent?.replaceAll('\u00A0', ' ')),
  ).toEqual([
    'Payments3 paymentsDKK 1,000.00',
    'Refunds1 refund-DKK 400.00',
    'Fees3 fees-DKK 100.00',
    'TransferredDKK 500.00',
  ])
  const spans = all('.steps-bar rect').map((bar) => {
    const { left, right } = bar.getBoundingClientRect()
    return { left, right }
  })
  const [payments, refunds, fees, total] = spans
  if (!payments || !refunds || !fees || !total) throw new Error('a bar is missing')
  expect(refunds.right).toBeCloseTo(payments.right, 0)
  expect(fees.right).toBeCloseTo(refunds.left, 0)
  expect(total.right).toBeCloseTo(fees.left, 0)
  expect(total.left).toBeCloseTo(payments.left, 0)
  // Only the text is read out.
  expect(all('.steps-bar:not([aria-hidden=true])')).toEqual([])
})

test('a part of nothing has no bar, and one of next to nothing still has one', async () => {
  await show(
    <ChartSteps
      caption="How it adds up"
      steps={[
        { id: 'in', name: 'Payments', note: '9 payments', amount: kroner(10_000_000) },
        { id: 'out', name: 'Refunds', note: '0 refunds', amount: kroner(0) },
        { id: 'fees', name: 'Fees', note: '1 fee', amount: kroner(-1) },
      ]}
      total={{ id: 'total', name: 'Transferred', note: null, amount: kroner(9_999_999) }}
    />,
  )
  await expect.element(page.getByRole('table')).toBeVisible()
  const [, none, little] = all('.steps-bar rect').map((bar) => bar.getBoundingClientRect())
  expect(none?.width).toBe(0)
  expect(little?.width).toBeGreaterThan(1)
})
