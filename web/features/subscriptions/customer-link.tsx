import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useState } from 'react'

import type { Instant } from '#shared/dates.ts'

import { CopyButton } from '../../ui/copy-button.tsx'
import { Moment } from '../../ui/format.tsx'
import { Qr } from '../../ui/qr.tsx'
import { Card } from '../../ui/surface.tsx'

interface CustomerLinkProps {
  /** Null: MobilePay told it to somebody else, or longer ago. */
  readonly href: string | null
  /** When it stops working; null: not known. */
  readonly until: Instant | null
  readonly children: ReactNode
}

/** What the customer opens or scans, and how long that works. */
export function CustomerLink({ href, until, children }: CustomerLinkProps) {
  const { t } = useLingui()
  return (
    <Card title={children}>
      {href === null ? (
        <div className="customer-link-text">
          <p>
            <Trans>
              MobilePay tells the link only when it is made, so it cannot be shown again. Without
              it, cancel and make a new one.
            </Trans>
          </p>
          <TimeLeft until={until} />
        </div>
      ) : (
        <div className="customer-link">
          <Qr text={href} label={t`QR code of the link`} />
          <div className="customer-link-text">
            <p>
              <Trans>Let the customer scan the code with the phone, or send the link.</Trans>
            </p>
            <div className="id">
              <span className="id-text">
                {href.startsWith('https://') ? (
                  <a href={href} target="_blank" rel="noreferrer">
                    {href}
                  </a>
                ) : (
                  href
                )}
              </span>
              <CopyButton text={href} what={t`the link`} />
            </div>
            <TimeLeft until={until} />
            <p className="help">
              <Trans>
                Keep the link: MobilePay tells it only once. This page shows when the customer has
                answered.
              </Trans>
            </p>
          </div>
        </div>
      )}
    </Card>
  )
}

const minute = 60_000

function TimeLeft({ until }: { until: Instant | null }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 4)
    return () => clearInterval(timer)
  }, [])
  if (until === null) return null
  const minutes = Math.ceil((until - now) / minute)
  if (minutes <= 0) {
    return (
      <p>
        <Trans>The time to answer is over.</Trans>
      </p>
    )
  }
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  return (
    <p>
      <b>
        {days > 1 ? (
          <Plural value={days} one="# day left" other="# days left" />
        ) : hours > 1 ? (
          <Plural value={hours} one="# hour left" other="# hours left" />
        ) : (
          <Plural value={minutes} one="# minute left" other="# minutes left" />
        )}
      </b>{' '}
      <span className="muted">
        <Trans>
          until <Moment at={until} />
        </Trans>
      </span>
    </p>
  )
}
