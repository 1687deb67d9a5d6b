import * as z from 'zod/mini'

// What each API answers, in our own words: every member present, nothing besides. They are strict on purpose.

const text = z.string()
const optional = <Schema extends z.ZodMiniType>(schema: Schema) => z.nullable(schema)
const id = z.uuid()
const decimal = z.number().check(z.multipleOf(0.01))
const minor = z.int().check(z.positive())
const currency = z.enum(['DKK', 'EUR'])
const utcSecond = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u))
const localMicrosecond = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+0[123]:00$/u))
const pageOf = <Schema extends z.ZodMiniType>(name: string, item: Schema) =>
  z.strictObject({
    pageSize: z.int(),
    nextPageNumber: optional(z.int()),
    [name]: z.array(item),
  })

export const transaction = z.strictObject({
  paymentId: optional(id),
  refundId: optional(id),
  type: z.enum([
    'Payment',
    'Refund',
    'TransactionFee',
    'ServiceFee',
    'Transfer',
    'ReturnedTransaction',
    'Adjustment',
  ]),
  amount: decimal,
  currencyCode: currency,
  timestamp: utcSecond,
  message: optional(text),
  merchantReference: optional(text),
  merchantPaymentLabel: optional(text),
  transferReference: optional(z.string().check(z.regex(/^\d{20}$/u))),
  transferDate: optional(z.iso.date()),
  userPhoneNumber: optional(text),
  userName: optional(text),
  loyaltyId: optional(text),
  myShopNumber: optional(text),
  brandName: optional(text),
  brandId: optional(text),
  locationId: optional(text),
  posName: optional(text),
  beaconId: optional(text),
  agreementId: optional(id),
  agreementExternalId: optional(text),
})

export const transfer = z.strictObject({
  id,
  reference: z.string().check(z.regex(/^\d{20}$/u)),
  date: utcSecond,
  totalTransferredAmount: decimal,
  currencyCode: currency,
  paymentPointId: id,
})

export const transactions = pageOf('transactions', transaction)
export const transfers = pageOf('transfers', transfer)
export const reportingPoints = pageOf(
  'paymentPoints',
  z.strictObject({
    id,
    name: text,
    productType: z.enum(['PointOfSale', 'MyShop', 'Subscription', 'Invoice', 'App payments']),
    alias: optional(text),
  }),
)
export const reportingError = z.strictObject({
  code: optional(text),
  message: text,
  correlationId: id,
  origin: optional(text),
})

export const payment = z.strictObject({
  paymentId: id,
  amount: minor,
  description: optional(text),
  paymentPointId: id,
  paymentPointName: text,
  reference: text,
  redirectUri: text,
  state: z.enum([
    'initiated',
    'reserved',
    'captureStarted',
    'captured',
    'cancelledByMerchant',
    'cancelledByUser',
    'cancelledBySystem',
  ]),
  initiatedOn: localMicrosecond,
  lastUpdatedOn: localMicrosecond,
  merchantId: id,
  isoCurrencyCode: currency,
})
export const payments = pageOf('payments', payment)
export const appPoints = pageOf(
  'paymentPoints',
  z.strictObject({
    paymentPointId: id,
    paymentPointName: text,
    state: z.enum(['created', 'active']),
  }),
)
export const appRefund = z.strictObject({
  refundId: id,
  paymentId: id,
  amount: minor,
  description: optional(text),
  reference: text,
  createdOn: utcSecond,
  paymentPointId: id,
  merchantId: id,
  isoCurrencyCode: currency,
})
export const appRefunds = pageOf('refunds', appRefund)

export const webhook = z.strictObject({
  webhookId: id,
  url: z.string().check(z.startsWith('https://')),
  events: z.array(
    z.enum([
      'payment.reserved',
      'payment.expired',
      'paymentpoint.activated',
      'payment.cancelled_by_user',
      'transfer.succeeded',
    ]),
  ),
  signatureKey: text,
  paymentPointId: optional(id),
})
export const webhooks = z.strictObject({ webhooks: z.array(webhook) })

export const subscriptionsMerchant = z.strictObject({
  Id: id,
  SubscriptionProviders: z.array(
    z.strictObject({
      SubscriptionProviderId: id,
      Name: text,
      HomepageUrl: text,
      CustomerServiceEmail: text,
      SelfServicePortalUrl: text,
      FaqUrl: text,
      Status: z.enum(['Enabled', 'Pending']),
      Address: text,
      ZipCode: text,
      City: text,
    }),
  ),
})
export const provider = z.strictObject({
  credentials: z.strictObject({
    key: optional(text),
    password: optional(text),
    scheme: optional(text),
    scope: optional(text),
  }),
  payment_status_callback_url: optional(text),
  name: text,
  payment_source_account_id: optional(id),
  customer_service: optional(text),
  faq: optional(text),
  homepage: optional(text),
  portal: optional(text),
  external_account_number: optional(text),
  status: z.literal([0, 2, 3, 4]),
  address: optional(text),
  zip_code: optional(text),
  city: optional(text),
})
export const agreement = z.strictObject({
  id,
  date_created: utcSecond,
  date_accepted: optional(utcSecond),
  date_canceled: optional(utcSecond),
  external_id: optional(text),
  amount: optional(decimal),
  currency,
  frequency: z.literal([0, 1, 2, 4, 12, 26, 52, 365]),
  plan: z.string().check(z.maxLength(30)),
  description: optional(z.string().check(z.maxLength(60))),
  status: z.enum(['Pending', 'Accepted', 'Rejected', 'Expired', 'Canceled']),
  country_code: z.enum(['DK', 'FI']),
  links: z.array(z.strictObject({ rel: text, href: text })),
  expiration_timeout_minutes: z.int(),
})
export const agreements = z.array(
  z.strictObject({ page_size: z.int(), agreements: z.array(agreement) }),
)
export const charge = z.strictObject({
  id,
  agreement_id: id,
  amount: decimal,
  due_date: utcSecond,
  status: text,
  external_id: text,
  external_agreement_id: optional(text),
  description: optional(text),
  payment_transaction_id: optional(text),
  grace_period_days: z.int(),
})
export const oneOff = z.strictObject({
  id,
  agreement_id: id,
  currency,
  amount: decimal,
  description: optional(text),
  status: text,
  external_id: optional(text),
  payment_transaction_id: optional(text),
  expiration_timeout_minutes: z.int(),
})
export const subscriptionRefund = z.strictObject({
  id,
  amount: decimal,
  currency,
  status: text,
  externalId: optional(text),
  paymentTransactionId: optional(text),
})

export const invoiceMerchant = z.strictObject({ merchantId: id })
export const issuers = z.strictObject({
  invoiceIssuers: z.array(
    z.strictObject({
      id,
      name: text,
      accountType: z.literal('Account'),
      status: optional(text),
      address: optional(text),
      city: optional(text),
      zipCode: optional(text),
    }),
  ),
})
const invoiceStatus = z.strictObject({
  invoiceId: id,
  status: z.enum(['created', 'invalid', 'accepted', 'paid', 'rejected', 'expired', 'canceled']),
})
export const invoice = z.strictObject({
  ...invoiceStatus.shape,
  invoiceNumber: optional(text),
  issueDate: optional(utcSecond),
  dueDate: utcSecond,
  paymentDate: optional(utcSecond),
  comment: optional(text),
  invoiceArticles: z.array(
    z.strictObject({
      articleNumber: optional(text),
      articleDescription: text,
      totalPriceIncludingVat: optional(decimal),
      quantity: optional(z.number()),
      pricePerUnit: optional(z.number()),
    }),
  ),
  currencyCode: currency,
  totalAmount: decimal,
  invoiceVatTotals: z.array(z.strictObject({ vatRate: z.number(), totalVatAmount: decimal })),
  totalVatAmount: optional(decimal),
  totalAmountExcludingVat: optional(decimal),
  merchantId: id,
  invoiceIssuerId: id,
  invoiceIssuerName: text,
  invoiceIssuerAddress: text,
  invoiceIssuerZipcode: text,
  invoiceIssuerCity: text,
  merchantIsoCountryCode: z.enum(['DK', 'FI']),
  logoUrl: optional(text),
  invoiceUrl: optional(text),
  urlType: z.literal([0, 1]),
  paymentTransactionId: optional(text),
  paymentReference: optional(text),
})
export const consent = z.strictObject({
  consentId: id,
  invoiceId: id,
  phoneNumber: optional(text),
  state: z.literal([1, 2, 3, 4]),
  grantedOn: optional(utcSecond),
})
export const consents = z.strictObject({
  grantedConsents: z.array(consent),
  pagingState: optional(text),
})
