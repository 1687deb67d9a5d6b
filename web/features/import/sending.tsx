import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, use } from 'react'
import { ProgressBar } from 'react-aria-components'

import { Button } from '../../ui/button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { Trail, Words } from '../../ui/problem-view.tsx'
import { CuresContext, isEnded } from '../../ui/problem.ts'
import { Banner } from '../../ui/surface.tsx'
import type { JobRow } from './job.ts'
import type { Pause } from './runner.ts'

interface SendingProps {
  readonly fileName: string
  readonly rows: readonly JobRow[]
  readonly isRunning: boolean
  readonly pause: Pause
  /** What the button says that sends: how many and how much; null: there is only to look up. */
  readonly confirm: ReactNode
  readonly onStart: () => void
  readonly onPause: () => void
}

/** How far an import is, and the one thing to do about it. */
export function Sending({
  fileName,
  rows,
  isRunning,
  pause,
  confirm,
  onStart,
  onPause,
}: SendingProps) {
  const { t } = useLingui()
  const sent = rows.filter(({ outcome: { state } }) => state !== 'ready' && state !== 'invalid')
  const settled = sent.filter(
    ({ outcome: { state } }) => state !== 'sending' && state !== 'unknown',
  )
  const isStarted = sent.length > 0
  const open = rows.length - rows.filter(({ outcome: { state } }) => state === 'invalid').length
  const percent = open === 0 ? 0 : Math.floor((settled.length / open) * 100)
  const isMore = rows.some(
    ({ outcome: { state } }) => state === 'ready' || state === 'unknown' || state === 'taken',
  )
  return (
    <section className="card import-sending" aria-label={fileName}>
      <h2 className="card-title id-text">{fileName}</h2>
      {isStarted || isRunning ? (
        <>
          <ProgressBar aria-label={t`Progress`} value={percent} className="progress-bar">
            {({ percentage = 0 }) => (
              <progress
                className="progress-track"
                max={100}
                value={percentage}
                aria-hidden="true"
              />
            )}
          </ProgressBar>
          <p>
            <Trans>
              {settled.length} of {open} at MobilePay
            </Trans>
          </p>
          {/* Read out at each tenth, and not in between. */}
          <output className="hidden">
            <Trans>{Math.floor(percent / 10) * 10} percent</Trans>
          </output>
        </>
      ) : null}
      {isRunning ? null : <Why pause={pause} />}
      <div className="import-actions">
        {isRunning ? (
          <Button onPress={onPause}>
            <Trans>Pause</Trans>
          </Button>
        ) : (
          <Action
            pause={pause}
            isStarted={isStarted}
            isMore={isMore}
            confirm={confirm}
            onStart={onStart}
          />
        )}
      </div>
    </section>
  )
}

function Action({
  pause,
  isStarted,
  isMore,
  confirm,
  onStart,
}: Pick<SendingProps, 'pause' | 'confirm' | 'onStart'> & {
  readonly isStarted: boolean
  readonly isMore: boolean
}) {
  const { reconnect } = use(CuresContext)
  if (pause.why === 'problem' && isEnded(pause.problem)) {
    return (
      <Button look="primary" onPress={reconnect}>
        <Trans>Reconnect</Trans>
      </Button>
    )
  }
  if (!isMore) {
    return isStarted ? null : (
      <p className="help">
        <Trans>No row can be sent yet. Put right what is marked below.</Trans>
      </p>
    )
  }
  return (
    <Button look="primary" onPress={onStart}>
      <span>
        {!isStarted ? (
          confirm
        ) : confirm === null ? (
          <Trans>Go on</Trans>
        ) : (
          <Trans>Go on: {confirm}</Trans>
        )}
      </span>
    </Button>
  )
}

function Why({ pause }: { pause: Pause }) {
  const format = useFormat()
  switch (pause.why) {
    case 'problem':
      return (
        <Banner tone="bad" live>
          <p>
            <Words problem={pause.problem} />{' '}
            <Trans>Nothing is sent twice: what may have arrived is looked up first.</Trans>
          </p>
          <Trail problem={pause.problem} />
        </Banner>
      )
    case 'rate_limited': {
      const time = format.time(pause.until)
      return (
        <Banner tone="info" live>
          <p>
            <Trans>MobilePay asks us to wait. It goes on by itself at {time}.</Trans>
          </p>
        </Banner>
      )
    }
    case 'elsewhere':
      return (
        <Banner tone="warn" live>
          <p>
            <Trans>This import is being sent in another tab.</Trans>
          </p>
        </Banner>
      )
    case 'asked':
      return (
        <output>
          <Trans>Paused. You can close this page and go on later in this browser.</Trans>
        </output>
      )
    case 'finished':
    case 'not_started':
      return null
    default:
      return pause satisfies never
  }
}
