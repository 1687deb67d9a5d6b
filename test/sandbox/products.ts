/** A product of MobilePay by the name on its consent page, and the scope that opens it. */
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
    name: 'Invoice',
    allows: 'Send invoices and see whether they have been paid',
  },
  {
    scope: 'merchantpayments',
    name: 'App Payments',
    allows: 'See, capture, cancel and refund payments, and make payment links',
  },
  {
    scope: 'transactionreporting',
    name: 'Transaction Reporting',
    allows: 'Read what was sold and what was paid out. Nothing can be changed',
  },
  {
    scope: 'webhooks',
    name: 'Webhooks',
    allows: 'Choose a web address that is told about payments and payouts',
  },
]

export const productScopes: readonly string[] = products.map(({ scope }) => scope)
