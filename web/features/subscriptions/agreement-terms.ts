import type { AgreementChanges } from '#shared/mobilepay/subscriptions-request.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

/** What of an agreement can be changed, and can be read again. */
export function termsOf(agreement: Agreement) {
  const { plan, description, externalId, amount, frequency, links } = agreement
  const hrefOf = (rel: string) => links.find((link) => link.rel === rel)?.href ?? ''
  return {
    plan: plan ?? '',
    description,
    externalId,
    amount,
    frequency,
    successCallback: hrefOf('success-callback'),
    cancelCallback: hrefOf('cancel-callback'),
    cancelRedirect: hrefOf('cancel-redirect'),
  }
}

export type Terms = ReturnType<typeof termsOf>

/** Only what is different: MobilePay leaves the rest alone. */
export function changesOf(before: Terms, after: Terms): AgreementChanges {
  const isSameAmount = before.amount?.minor === after.amount?.minor
  const { plan, description, externalId, frequency } = after
  const { successCallback, cancelCallback, cancelRedirect } = after
  return {
    ...(plan !== before.plan && { plan }),
    ...(description !== before.description && { description }),
    ...(externalId !== before.externalId && { externalId }),
    ...(!isSameAmount && { amount: after.amount }),
    ...(frequency !== before.frequency && { frequency }),
    ...(successCallback !== before.successCallback && { successCallback }),
    ...(cancelCallback !== before.cancelCallback && { cancelCallback }),
    ...(cancelRedirect !== before.cancelRedirect && { cancelRedirect }),
  }
}

/** Whether nothing of it is different. */
export function isNothing(changes: AgreementChanges): boolean {
  return Object.keys(changes).length === 0
}
