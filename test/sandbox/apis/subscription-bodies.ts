import type {
  Agreement,
  Charge,
  OneOff,
  Provider,
  SubscriptionRefund,
} from '../data/subscriptions.ts'
import type { World } from '../data/world.ts'
import type { Authorization } from '../delivery/authorization.ts'
import type { Call } from './call.ts'
import { decimal, decimalText, utcMidnight, utcSecond } from './format.ts'

/** 2 to 4 are documented without a word about their meaning. */
const statusNumbers = { Enabled: 2, Pending: 0 } satisfies Record<Provider['status'], number>

const amount = (amountMinor: number, { dialect }: Call) =>
  dialect.subscriptionAmounts === 'string' ? decimalText(amountMinor) : decimal(amountMinor)

const optionalSecond = (at: number | undefined) => (at === undefined ? null : utcSecond(at))

export const merchantBody = ({ merchant, providers }: World) => ({
  Id: merchant.id,
  SubscriptionProviders: [...providers.values()].map(
    ({ point, url, customerServiceEmail, status }) => ({
      SubscriptionProviderId: point.id,
      Name: point.name,
      HomepageUrl: url,
      CustomerServiceEmail: customerServiceEmail,
      SelfServicePortalUrl: `${url}/min-side`,
      FaqUrl: `${url}/faq`,
      Status: status,
      Address: point.address.street,
      ZipCode: point.address.zipCode,
      City: point.address.city,
    }),
  ),
})

/** Three kinds of credentials in the four members that MobilePay has for them; the token address is not among them. */
const credentialsBody = (credentials: Authorization) => {
  const { scheme } = credentials
  switch (scheme) {
    case 'Basic':
      return { key: credentials.userName, password: credentials.password, scheme, scope: null }
    case 'ApiKey':
      return { key: credentials.key, password: null, scheme, scope: null }
    case 'OAuth2': {
      const { clientId, clientSecret, scope = null } = credentials
      return { key: clientId, password: clientSecret, scheme, scope }
    }
    default:
      return scheme satisfies never
  }
}

export const providerBody = ({ point, credentials, ...provider }: Provider) => ({
  credentials: credentialsBody(credentials),
  payment_status_callback_url: provider.callbackUrl,
  name: point.name,
  payment_source_account_id: provider.accountId,
  customer_service: provider.customerServiceEmail,
  faq: `${provider.url}/faq`,
  homepage: provider.url,
  portal: `${provider.url}/min-side`,
  external_account_number: provider.accountNumber,
  status: statusNumbers[provider.status],
  address: point.address.street,
  zip_code: point.address.zipCode,
  city: point.address.city,
})

export const agreementBody = (agreement: Agreement, call: Call) => {
  const { country, currency } = call.world.merchant
  return {
    id: agreement.id,
    date_created: utcSecond(agreement.createdAt),
    date_accepted: optionalSecond(agreement.acceptedAt),
    date_canceled: optionalSecond(agreement.canceledAt),
    external_id: agreement.externalId ?? null,
    amount: agreement.amountMinor === undefined ? null : amount(agreement.amountMinor, call),
    currency,
    frequency: agreement.frequency,
    plan: agreement.plan,
    description: agreement.description ?? null,
    status: agreement.status,
    country_code: country,
    links: agreement.links,
    expiration_timeout_minutes: agreement.expirationTimeoutMinutes,
  }
}

export const chargeBody = (charge: Charge, call: Call) => ({
  id: charge.id,
  agreement_id: charge.agreement.id,
  amount: amount(charge.amountMinor, call),
  due_date: utcMidnight(charge.dueDay),
  status: charge.status,
  external_id: charge.externalId,
  external_agreement_id: charge.agreement.externalId ?? null,
  description: charge.description ?? null,
  payment_transaction_id: charge.transactionId ?? null,
  grace_period_days: charge.graceDays,
})

export const oneOffBody = (oneOff: OneOff, call: Call) => ({
  id: oneOff.id,
  agreement_id: oneOff.agreement.id,
  currency: call.world.merchant.currency,
  amount: amount(oneOff.amountMinor, call),
  description: oneOff.description ?? null,
  status: oneOff.status,
  external_id: oneOff.externalId,
  payment_transaction_id: oneOff.transactionId ?? null,
  expiration_timeout_minutes: oneOff.expirationTimeoutMinutes,
})

/** Alone among Subscriptions' answers, refunds come in camelCase. */
export const refundBody = (refund: SubscriptionRefund, call: Call) => ({
  id: refund.id,
  amount: amount(refund.amountMinor, call),
  currency: call.world.merchant.currency,
  status: refund.status,
  externalId: refund.externalId ?? null,
  paymentTransactionId: refund.transactionId ?? null,
})
