/** A product of MobilePay as a merchant reads it, and the scope that opens it. */
export interface Product {
  readonly scope: string
  readonly name: string
  readonly allows: string
}

export const products: readonly Product[] = [
  {
    scope: 'subscriptions',
    name: 'Subscriptions',
    allows: 'Set up agreements with your customers and collect payments on them',
  },
  {
    scope: 'invoice',
    name: 'Invoices',
    allows: 'Send invoices and see whether they have been paid',
  },
  {
    scope: 'merchantpayments',
    name: 'Payments',
    allows: 'See, capture, cancel and refund payments, and make payment links',
  },
  {
    scope: 'transactionreporting',
    name: 'Transactions and payouts',
    allows: 'Read what was sold and what was paid out. Nothing can be changed',
  },
  {
    scope: 'webhooks',
    name: 'Notifications',
    allows: 'Choose a web address that is told about payments and payouts',
  },
]

export const productScopes: readonly string[] = products.map(({ scope }) => scope)
