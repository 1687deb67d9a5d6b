import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { CircleAlert, CloudOff, Hourglass, LockKeyhole, PlugZap, RotateCw } from 'lucide-react'
import { use, useEffect, useEffectEvent, useState } from 'react'

import type { Product } from '#shared/scopes.ts'

import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { EmptyState } from './empty-state.tsx'
import { PlaceContext } from './place.ts'
import { CuresContext, isEnded, type Problem, wordsOf } from './problem.ts'
import { productTexts } from './products.tsx'

interface ProblemProps {
  readonly problem: Problem
  readonly onRetry: () => void
  /** Whether a rate limit may still be waited out without being asked. */
  readonly waitsItself?: boolean
}

/** A failed call in the place of what it would have shown. */
export function ProblemView({ problem, onRetry, waitsItself = false }: ProblemProps) {
  const { t } = useLingui()
  const product = productTexts.find((texts) => texts.product === problem.scope)?.product
  if (problem.code === 'scope_missing' && product) return <NoPermission product={product} />
  if (problem.code === 'rate_limited') {
    return <RateLimited problem={problem} onRetry={onRetry} waitsItself={waitsItself} />
  }
  const [what, ...more] = wordsOf(problem).map((text) => t(text))
  if (isEnded(problem)) {
    // The banner above every page has the way back; here it would be one more of the same button.
    return (
      <EmptyState icon={PlugZap} title={what}>
        <p>
          <Trans>This loads once you are connected again.</Trans>
        </p>
        <Trail problem={problem} />
      </EmptyState>
    )
  }
  return (
    <EmptyState
      live
      icon={CircleAlert}
      title={what}
      action={
        <Button icon={<RotateCw size={16} aria-hidden="true" />} onPress={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      {more.length > 0 ? <p>{more.join(' ')}</p> : null}
      <Trail problem={problem} />
    </EmptyState>
  )
}

/** A failed call in running text. */
export function Words({ problem }: { problem: Pick<Problem, 'code' | 'status'> }) {
  const { t } = useLingui()
  return (
    <>
      {wordsOf(problem)
        .map((text) => t(text))
        .join(' ')}
    </>
  )
}

/** The numbers by which we, or MobilePay, find the call in a log. */
export function Trail({ problem: { requestId, correlationId, detail } }: { problem: Problem }) {
  const { t } = useLingui()
  return (
    <>
      {detail === null ? null : (
        <p>
          <Trans>MobilePay says: “{detail}”</Trans>
        </p>
      )}
      {requestId === null ? null : (
        <p className="trail">
          <Trans>Reference {requestId}</Trans>
          <CopyButton text={requestId} what={t`the reference`} />
        </p>
      )}
      {correlationId === null ? null : (
        <p className="trail">
          <Trans>MobilePay’s reference {correlationId}</Trans>
          <CopyButton text={correlationId} what={t`MobilePay’s reference`} />
        </p>
      )}
    </>
  )
}

/** In the place of a screen whose product the merchant has not allowed. */
export function NoPermission({ product }: { product: Product }) {
  const { t } = useLingui()
  const { grant } = use(CuresContext)
  const { portal, products } = use(PlaceContext)
  const texts = productTexts.find((one) => one.product === product)
  const name = texts ? t(texts.name) : product
  if (!products.includes(product)) {
    return (
      <EmptyState icon={LockKeyhole} title={<Trans>{name} is not part of this page</Trans>}>
        <p>
          {portal === null ? (
            <Trans>Connect is not set up for it here.</Trans>
          ) : (
            <Trans>{portal} shows other parts of MobilePay here.</Trans>
          )}
        </p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={LockKeyhole}
      title={<Trans>This needs the permission {name}</Trans>}
      action={
        <Button look="primary" onPress={() => grant(product)}>
          <Trans>Grant access</Trans>
        </Button>
      }
    >
      {texts ? <p>{t(texts.unlocks)}</p> : null}
      <p>
        <Trans>You are asked at MobilePay and come straight back here.</Trans>
      </p>
    </EmptyState>
  )
}

/** No network and nothing to show from before; it goes on by itself. */
export function Offline() {
  return (
    <EmptyState live icon={CloudOff} title={<Trans>You are offline</Trans>}>
      <p>
        <Trans>This loads as soon as there is a connection again.</Trans>
      </p>
    </EmptyState>
  )
}

function RateLimited({ problem, onRetry, waitsItself }: ProblemProps) {
  const [left, setLeft] = useState(problem.retryAfterSeconds ?? 60)
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    if (left > 0) {
      const timer = setTimeout(() => setLeft(left - 1), 1000)
      return () => clearTimeout(timer)
    }
    if (waitsItself) retry()
    return undefined
  }, [left, waitsItself])
  return (
    <EmptyState
      icon={Hourglass}
      title={<Trans>MobilePay asks us to wait a moment</Trans>}
      action={
        <Button onPress={onRetry} isDisabled={left > 0}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      <p role="timer">
        {left > 0 ? (
          <Plural value={left} one="Next try in # second" other="Next try in # seconds" />
        ) : (
          <Trans>You can try again now.</Trans>
        )}
      </p>
      <Trail problem={problem} />
    </EmptyState>
  )
}
