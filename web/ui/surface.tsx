import { CircleAlert, CircleCheck, Clock, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

export type Tone = 'ok' | 'warn' | 'bad' | 'info'

const bannerIcons: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
}

/** A message about the page, with at most one thing to do. `live` ones are read out as they appear. */
export function Banner({
  tone,
  children,
  action,
  live = false,
}: {
  tone: Tone
  children: ReactNode
  action?: ReactNode
  live?: boolean
}) {
  const Icon = bannerIcons[tone]
  return (
    <div className={`banner tone-${tone}`} role={live ? 'status' : undefined}>
      <div className="banner-message">
        <Icon size={18} aria-hidden="true" className="banner-icon" />
        <div className="banner-text">{children}</div>
      </div>
      {action}
    </div>
  )
}

/** A state in a word: icon, word and tint, never colour alone. */
export function StatusPill({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = tone === 'warn' ? Clock : bannerIcons[tone]
  return (
    <span className={`pill tone-${tone}`}>
      <Icon size={13} aria-hidden="true" />
      {children}
    </span>
  )
}

/** A white card with an optional heading. */
export function Card({ title, children }: { title?: ReactNode; children: ReactNode }) {
  const id = useId()
  return title ? (
    <section className="card" aria-labelledby={id}>
      <h2 id={id} className="card-title">
        {title}
      </h2>
      {children}
    </section>
  ) : (
    <div className="card">{children}</div>
  )
}

/** Names and their values; a value of null is left out with its name. */
export function Facts({
  items,
}: {
  items: readonly { readonly name: ReactNode; readonly value: ReactNode; readonly id: string }[]
}) {
  return (
    <dl className="facts">
      {items
        .filter(({ value }) => value !== null)
        .map(({ id, name, value }) => (
          <div key={id} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
