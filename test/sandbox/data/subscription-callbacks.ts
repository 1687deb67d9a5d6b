import type { DeliveryOrder } from '../delivery/order.ts'
import { subscriptionRetries } from '../delivery/retries.ts'
import { createBatch } from './batch.ts'
import { facadeEvent, isFacade } from './facade.ts'
import type { Stage } from './stage.ts'
import type { CallbackEvent } from './subscription-events.ts'
import type { Agreement, LinkRel, Payment, Provider } from './subscriptions.ts'

/** What a callback says of a payment; the agreement may be one that does not exist. */
interface PaymentNews {
  readonly agreementId: string
  readonly paymentId: string
  readonly amountMinor: number
  readonly externalId: string
  readonly type: Payment['kind']
  readonly event: CallbackEvent
}

interface RefundNews {
  readonly refundId: string
  readonly agreementId: string
  readonly paymentId: string
  readonly amountMinor: number
  readonly externalId: string | undefined
  readonly event: CallbackEvent
}

export interface SubscriptionCallbacks {
  /** At once, to one of the agreement's own links. */
  readonly agreement: (agreement: Agreement, event: CallbackEvent) => void
  /** With the next batch, or at once after what the customer has just done with a one-off. */
  readonly payment: (
    provider: Provider,
    news: PaymentNews,
    when: 'with the next batch' | 'at once',
  ) => void
  readonly refund: (provider: Provider, news: RefundNews, url: string | undefined) => void
}

const batchInterval = 2 * 60_000
const batchSize = 1000
/** MobilePay's firewall lets nothing else out. */
const ports = [80, 443]

const canceledInOlderExample = 40_000

const amountText = (amountMinor: number) => (amountMinor / 100).toFixed(2)

export const createSubscriptionCallbacks = ({
  merchant,
  agenda,
  days,
  deliver,
  isLive,
  dialect,
  rules,
}: Stage): SubscriptionCallbacks => {
  const { currency } = merchant
  const send = (
    kind: DeliveryOrder['kind'],
    provider: Provider,
    url: string | undefined,
    body: unknown,
  ) => {
    if (!url) return
    deliver({
      kind,
      merchantId: merchant.id,
      url,
      body: JSON.stringify(body),
      authorization: () => provider.credentials,
      at: agenda.now(),
      retryAfter: subscriptionRetries,
      ports,
    })
  }

  const agreementBody = (agreement: Agreement, { status, text, code }: CallbackEvent) => {
    const isOlder = dialect.agreementCallbacks === 'older'
    const olderCode = String(status === 'Canceled' ? canceledInOlderExample : code)
    return {
      agreement_id: agreement.id,
      status: isOlder && status === 'Accepted' ? 'Active' : status,
      status_text: text,
      status_code: isOlder ? olderCode : code,
      external_id: agreement.externalId ?? null,
      timestamp: `${new Date(agenda.now()).toISOString().slice(0, 19)}+00:00`,
    }
  }
  const paymentBody = (news: PaymentNews) => ({
    agreement_id: news.agreementId,
    payment_id: news.paymentId,
    amount: amountText(news.amountMinor),
    currency,
    payment_date: days.dayOf(agenda.now()),
    status: news.event.status,
    status_text: news.event.text,
    status_code: news.event.code,
    external_id: news.externalId,
    payment_type: news.type,
  })

  const batches = new Map<Provider, (body: unknown) => void>()
  const batchOf = (provider: Provider) => {
    const known = batches.get(provider)
    if (known !== undefined) return known
    const batch = createBatch<unknown>(agenda, {
      intervalMilliseconds: batchInterval,
      largest: batchSize,
      send: (items) => {
        send('payment callback', provider, provider.callbackUrl, items)
      },
    })
    batches.set(provider, batch)
    return batch
  }

  return {
    agreement: (agreement, event) => {
      if (!isLive()) return
      const rel: LinkRel = event.code === 0 ? 'success-callback' : 'cancel-callback'
      const url = agreement.links.find((link) => link.rel === rel)?.href
      send('agreement callback', agreement.provider, url, agreementBody(agreement, event))
    },
    payment: (provider, news, when) => {
      if (!isLive()) return
      const event = isFacade(rules) ? facadeEvent(news.event) : news.event
      const body = paymentBody({ ...news, event })
      if (when === 'with the next batch') batchOf(provider)(body)
      else send('payment callback', provider, provider.callbackUrl, [body])
    },
    refund: (provider, { event, amountMinor, ...news }, url) => {
      if (!isLive()) return
      send('refund callback', provider, url, {
        refund_id: news.refundId,
        agreement_id: news.agreementId,
        payment_id: news.paymentId,
        amount: amountText(amountMinor),
        currency,
        status: event.status,
        status_text: event.text,
        status_code: event.code,
        external_id: news.externalId ?? null,
      })
    },
  }
}
