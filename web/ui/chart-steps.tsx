import './chart.css'
import { max, min, sum } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { ReactNode } from 'react'

import type { Money } from '#shared/money.ts'

import { Amount } from './format.tsx'

interface Step {
  readonly id: string
  readonly name: ReactNode
  /** Under the name: how many there are. */
  readonly note: ReactNode
  readonly amount: Money
}

interface ChartStepsProps {
  readonly caption: string
  readonly steps: readonly Step[]
  readonly total: Step
}

/**
 * How a sum comes about: each part's bar starts where the one before it ended. It is a table, so
 * that it reads as one; the bars only show what the amounts say.
 */
export function ChartSteps({ caption, steps, total }: ChartStepsProps) {
  const spans = steps.map(({ amount }, index) => {
    const start = sum(steps.slice(0, index), (step) => step.amount.minor)
    return { start, end: start + amount.minor }
  })
  const reached = [0, total.amount.minor, ...spans.flatMap((span) => [span.start, span.end])]
  const x = scaleLinear()
    .domain([min(reached) ?? 0, max(reached) ?? 0])
    .range([0, 100])
  const bar = (from: number, to: number) => ({
    x: x(Math.min(from, to)),
    // A few øre of thousands are still to be seen.
    width: from === to ? 0 : Math.max(0.7, Math.abs(x(to) - x(from))),
  })
  return (
    <table className="steps">
      <caption className="hidden">{caption}</caption>
      <tbody>
        {steps.map(({ id, name, note, amount }, index) => {
          const { start, end: stop } = spans[index] ?? { start: 0, end: 0 }
          const className = amount.minor < 0 ? 'steps-out' : 'steps-in'
          return (
            <tr key={id}>
              <th scope="row">
                {name}
                <span className="steps-note help">{note}</span>
              </th>
              <td>
                <Bar {...bar(start, stop)} className={className} />
              </td>
              <td className="steps-amount">
                <Amount money={amount} />
              </td>
            </tr>
          )
        })}
        <tr className="steps-total">
          <th scope="row">
            {total.name}
            <span className="steps-note help">{total.note}</span>
          </th>
          <td>
            <Bar {...bar(0, total.amount.minor)} className="steps-all" />
          </td>
          <td className="steps-amount">
            <Amount money={total.amount} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Bar({ x, width, className }: { x: number; width: number; className: string }) {
  return (
    <svg
      className="steps-bar"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={className} x={Math.min(x, 99.3)} width={width} height="10" rx="0.4" />
    </svg>
  )
}
