import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'
import { sumMoney } from '#shared/money.ts'

import { rereadPayments } from '../../api/app-payments.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { Trail, Words } from '../../ui/problem-view.tsx'
import { StatusPill } from '../../ui/surface.tsx'
import { captureUntilClear } from './acts.ts'
import { doEach, type RowPhase } from './bulk.ts'
import { explanationOf } from './explain.ts'
import { PaymentName } from './words.tsx'

const waiting: RowPhase = { name: 'waiting' }

/** Captures several payments in full, each with a result of its own. */
export function BulkDialog({
  payments,
  onClose,
}: {
  payments: readonly AppPayment[]
  onClose: () => void
}) {
  const client = useQueryClient()
  const [phases, setPhases] = useState<ReadonlyMap<string, RowPhase>>(new Map())
  const [isRunning, setIsRunning] = useState(false)
  const running = useRef(false)
  const [stop] = useState(() => new AbortController())
  useEffect(() => () => stop.abort(), [stop])

  const phaseOf = ({ id }: AppPayment) => phases.get(id) ?? waiting
  const open = payments.filter((payment) => phaseOf(payment).name !== 'done')
  const done = payments.length - open.length
  const isStarted = phases.size > 0

  const start = async () => {
    if (running.current) return
    running.current = true
    setIsRunning(true)
    await doEach(
      open,
      (payment) => captureUntilClear(client, payment),
      (id, phase) => setPhases((before) => new Map(before).set(id, phase)),
      stop.signal,
    )
    running.current = false
    setIsRunning(false)
    await rereadPayments(client)
  }

  return (
    <Dialog
      title={<Trans>Capture selected payments</Trans>}
      onClose={onClose}
      actions={
        isStarted && !isRunning && open.length === 0 ? (
          <Button look="primary" slot="close">
            <Trans>Done</Trans>
          </Button>
        ) : (
          <>
            <Button look="primary" onPress={() => void start()} isPending={isRunning}>
              <Capture payments={open} isAgain={isStarted && !isRunning} />
            </Button>
            <Button slot="close">
              {isRunning ? <Trans>Stop after these</Trans> : <Trans>Close</Trans>}
            </Button>
          </>
        )
      }
    >
      <output className="help">
        {isStarted ? (
          <Trans>
            {done} of {payments.length} captured
          </Trans>
        ) : (
          <Trans>Each is captured in full. Capturing cannot be undone, only refunded.</Trans>
        )}
      </output>
      <ul className="bulk-rows">
        {payments.map((payment) => (
          <BulkRow key={payment.id} payment={payment} phase={phaseOf(payment)} />
        ))}
      </ul>
    </Dialog>
  )
}

function Capture({ payments, isAgain }: { payments: readonly AppPayment[]; isAgain: boolean }) {
  const format = useFormat()
  const amounts = payments.map(({ amount }) => amount)
  const total = format.money(sumMoney(amounts, format.currency))
  return isAgain ? (
    <Trans>Try the rest again, {total}</Trans>
  ) : (
    <Plural
      value={payments.length}
      one={`Capture # payment, ${total}`}
      other={`Capture # payments, ${total}`}
    />
  )
}

function BulkRow({ payment, phase }: { payment: AppPayment; phase: RowPhase }) {
  const { t } = useLingui()
  const problem = 'problem' in phase ? phase.problem : null
  const explanation = problem && explanationOf('capture', problem)
  return (
    <li className="bulk-row">
      <span className="bulk-name">
        <PaymentName payment={payment} />
      </span>
      <Amount money={payment.amount} />
      <span className="bulk-state">
        {phase.name === 'sending' ? <span className="muted">{t`Sending`}</span> : null}
        {phase.name === 'done' ? <StatusPill tone="ok">{t`Captured`}</StatusPill> : null}
        {phase.name === 'refused' ? <StatusPill tone="bad">{t`Not captured`}</StatusPill> : null}
        {phase.name === 'unclear' ? <StatusPill tone="warn">{t`Unknown result`}</StatusPill> : null}
      </span>
      {problem ? (
        <div className="bulk-why help">
          <p>
            {explanation ? t(explanation.text) : <Words problem={problem} />}{' '}
            {phase.name === 'unclear' ? <Trans>Capturing again is safe.</Trans> : null}
          </p>
          {explanation ? null : <Trail problem={problem} />}
        </div>
      ) : null}
    </li>
  )
}
