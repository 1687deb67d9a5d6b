/** Pages that MobilePay does not have: they take the place of its app, its nights and its network. */
export const phonePaths = {
  phone: '/phone',
  /** Where links that open the app lead. */
  open: '/phone/open',
  deliveries: '/deliveries',
  clock: '/clock',
  /** What one payment did to the ledger, as JSON. */
  money: '/sandbox/money',
} as const
