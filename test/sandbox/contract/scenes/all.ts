import { playInvoiceConsents, playInvoices } from './invoices.ts'
import { playPayments } from './payments.ts'
import { playRefusals } from './refusals.ts'
import { playReporting, playWebhooks } from './reporting-and-webhooks.ts'
import { playAgreements, playCharges, playOneOffs, playProviderSettings } from './subscriptions.ts'

/** Together they call every operation, with success and with every refusal that can be had. */
export const scenes: readonly (() => Promise<void>)[] = [
  playRefusals,
  playProviderSettings,
  playAgreements,
  playCharges,
  playOneOffs,
  playInvoices,
  playInvoiceConsents,
  playPayments,
  playReporting,
  playWebhooks,
]
