import './chart.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { max, mean } from 'd3-array'
import { scaleBand, scaleLinear } from 'd3-scale'
import { curveMonotoneX, line } from 'd3-shape'
import { type ReactNode, useEffect, useRef, useState } from 'react'

import { Button } from './button.tsx'

export interface Bar {
  readonly id: string
  /** "24 Nov 2026". */
  readonly name: string
  /** Under the axis: "24 Nov". */
  readonly short: string
  readonly value: number
  readonly valueText: string
  /** "12 payments". */
  readonly note: string
}

interface ChartBarsProps {
  readonly title: ReactNode
  /** What it all comes to, where no bar is pointed at. */
  readonly summary: ReactNode
  readonly bars: readonly Bar[]
  /** Heads of the table. */
  readonly heads: { readonly name: string; readonly value: string; readonly note: string }
  /** Shows a value at the axis: "2,000". */
  readonly tick: (value: number) => string
}

const height = 208
const below = 24
/** So many bars are needed for a mean of seven to say more than they do. */
const barsForMean = 14

/** A value for each day or month. Whoever would rather read it, reads the same as a table. */
export function ChartBars({ title, summary, bars, heads, tick }: ChartBarsProps) {
  const { t } = useLingui()
  const [isTable, setIsTable] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const pointed = bars.find(({ id }) => id === shown)
  return (
    <>
      <div className="chart-head">
        <div>
          <h2>{title}</h2>
          <p className="chart-said number">
            {pointed && !isTable ? (
              <>
                {pointed.name}: <b>{pointed.valueText}</b> · {pointed.note}
              </>
            ) : (
              summary
            )}
          </p>
        </div>
        <Button look="quiet" onPress={() => setIsTable(!isTable)}>
          {isTable ? <Trans>Show as chart</Trans> : <Trans>Show as table</Trans>}
        </Button>
      </div>
      {isTable ? (
        // Reached and scrolled with the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className="chart-table" tabIndex={0} aria-label={heads.value}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{heads.name}</th>
                <th scope="col" className="end">
                  {heads.note}
                </th>
                <th scope="col" className="end">
                  {heads.value}
                </th>
              </tr>
            </thead>
            <tbody>
              {bars.map(({ id, name, valueText, note }) => (
                <tr key={id}>
                  <th scope="row" className="number">
                    {name}
                  </th>
                  <td className="end">{note}</td>
                  <td className="end number">{valueText}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <Drawing
          bars={bars}
          tick={tick}
          shown={shown}
          onShow={setShown}
          label={t`${heads.value}: a chart. The same figures are in the table.`}
        />
      )}
    </>
  )
}

interface DrawingProps {
  readonly bars: readonly Bar[]
  readonly tick: (value: number) => string
  readonly shown: string | null
  readonly onShow: (id: string | null) => void
  readonly label: string
}

function Drawing({ bars, tick, shown, onShow, label }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidthOf(place)
  const y = scaleLinear()
    .domain([0, max(bars, ({ value }) => value) || 1])
    .nice(4)
    .range([height - below, 8])
  const ticks = y.ticks(4)
  // By the longest number at the axis, in the 12 px of its type.
  const left = 8 + 7 * (max(ticks, (value) => tick(value).length) ?? 0)
  const x = scaleBand()
    .domain(bars.map(({ id }) => id))
    .range([left, Math.max(left + 1, width)])
    .paddingInner(bars.length > 40 ? 0.15 : 0.3)
  const every = Math.max(1, Math.ceil((bars.length * 64) / Math.max(1, width - left)))
  const middle = (id: string) => (x(id) ?? 0) + x.bandwidth() / 2
  const means = bars.map(({ id }, index) => ({
    id,
    value: mean(bars.slice(Math.max(0, index - 6), index + 1), ({ value }) => value) ?? 0,
  }))
  const path = line<(typeof means)[number]>()
    .x(({ id }) => middle(id))
    .y(({ value }) => y(value))
    .curve(curveMonotoneX)(means.slice(6))
  const hasMean = bars.length >= barsForMean && path !== null
  return (
    <>
      <div ref={place} className="chart">
        {width > 0 ? (
          <svg role="img" aria-label={label} onPointerLeave={() => onShow(null)}>
            {ticks.map((value) => (
              <g key={value} aria-hidden="true">
                <line className="chart-grid" x1={left} x2={width} y1={y(value)} y2={y(value)} />
                <text x={left - 8} y={y(value)} dy="0.32em" textAnchor="end">
                  {tick(value)}
                </text>
              </g>
            ))}
            {bars.map((bar, index) => (
              <g
                key={bar.id}
                className="chart-day"
                data-shown={bar.id === shown || undefined}
                onPointerEnter={() => onShow(bar.id)}
              >
                <title>{`${bar.name}: ${bar.valueText}, ${bar.note}`}</title>
                <rect
                  className="chart-reach"
                  x={(x(bar.id) ?? 0) - (x.step() - x.bandwidth()) / 2}
                  width={x.step()}
                  y={8}
                  height={height - below - 8}
                />
                <rect
                  className="chart-bar"
                  x={x(bar.id) ?? 0}
                  width={x.bandwidth()}
                  y={y(bar.value)}
                  height={Math.max(0, y(0) - y(bar.value))}
                  rx={Math.min(3, x.bandwidth() / 4)}
                />
                {index % every === 0 ? (
                  <text
                    x={Math.min(middle(bar.id), width - 20)}
                    y={height - 6}
                    textAnchor="middle"
                    aria-hidden="true"
                  >
                    {bar.short}
                  </text>
                ) : null}
              </g>
            ))}
            {hasMean ? <path className="chart-mean" d={path} /> : null}
          </svg>
        ) : null}
      </div>
      {hasMean ? (
        <ul className="chart-legend">
          <li>
            <span className="chart-mark" aria-hidden="true" />
            <Trans>Per day</Trans>
          </li>
          <li>
            <span className="chart-mark chart-mark-line" aria-hidden="true" />
            <Trans>Average of seven days</Trans>
          </li>
        </ul>
      ) : null}
    </>
  )
}

function useWidthOf(place: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const { current } = place
    if (!current) return undefined
    const observer = new ResizeObserver(() => setWidth(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [place])
  return width
}
