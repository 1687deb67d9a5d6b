import { useLingui } from '@lingui/react/macro'

import { webhookEvents } from '#shared/mobilepay/webhooks.ts'

import { eventWords } from './words.ts'

/** An event in words; one that MobilePay added later by its own name. */
export function EventName({ event }: { event: string }) {
  const { t } = useLingui()
  const known = webhookEvents.find((one) => one === event)
  return known === undefined ? event : t(eventWords[known].name)
}
