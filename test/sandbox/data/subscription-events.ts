/** A change of state as a callback tells it. */
export interface CallbackEvent {
  readonly status: string
  readonly text: string | null
  readonly code: number
}

const event = (status: string, code: number, text: string | null): CallbackEvent => ({
  status,
  code,
  text,
})

export const agreementEvents = {
  accepted: event('Accepted', 0, null),
  rejected: event('Rejected', 40_000, 'Agreement rejected by user'),
  expired: event('Expired', 40_001, 'Pending agreement expired'),
  canceledByUser: event('Canceled', 40_002, 'Agreement canceled by user'),
  canceledByMerchant: event('Canceled', 40_003, 'Agreement canceled by merchant'),
  canceledBySystem: event('Canceled', 40_004, 'Agreement canceled by system'),
} as const

export const paymentEvents = {
  executed: event('Executed', 0, null),
  reserved: event('Reserved', 0, 'Payment successfully reserved.'),
  failed: event('Failed', 50_000, 'Payment failed to execute during the due date'),
  rejected: event('Rejected', 50_001, 'Rejected by user.'),
  declinedByMerchant: event('Declined', 50_002, 'Declined by merchant.'),
  agreementNotActive: event(
    'Declined',
    50_003,
    'Declined by system: Agreement is not "Active" state.',
  ),
  duplicate: event(
    'Declined',
    50_004,
    'Declined by system: Found duplicates for the same DueDate and AgreementId or ExternalId.',
  ),
  agreementCanceled: event('Declined', 50_005, 'Declined by system: Agreement was canceled.'),
  agreementCanceledByUser: event('Rejected', 50_005, 'Declined by system: Agreement was canceled.'),
  declinedBySystem: event('Declined', 50_006, 'Declined by system.'),
  expired: event('Expired', 50_008, 'Expired by system.'),
  noAgreement: event('Declined', 50_010, 'Agreement does not exist.'),
  dueTooEarly: event(
    'Declined',
    50_011,
    'Due date of the payment must be at least 1 day in the future.',
  ),
  dueTooLate: event('Declined', 50_012, 'Due date must be no more than 126 days in the future.'),
  autoReserveFailed: event(
    'Requested',
    50_013,
    'Automatic reservation failed. User action is needed.',
  ),
  fiveTimesTooLarge: event(
    'Declined',
    70_001,
    "Declined by system: The amount is more than 5 times the agreement's.",
  ),
} as const

export const refundEvents = {
  issued: event('Issued', 0, null),
  fullyRefunded: event('Declined', 60_001, 'Payment is fully refunded.'),
  sumTooHigh: event(
    'Declined',
    60_002,
    'The total sum of previous Refunds cannot exceed the original payment amount.',
  ),
  notFound: event('Declined', 60_003, 'Payment was not found.'),
  notRefundable: event('Declined', 60_004, 'Payment cannot be refunded.'),
  declinedBySystem: event('Declined', 60_005, 'Refund was declined by system.'),
  tooOld: event('Declined', 60_006, 'Cannot refund payments that are older than 90 days.'),
  instantTransfer: event('Declined', 60_007, 'Cannot refund instantly transferred payments.'),
  noMoney: event('Declined', 60_008, 'No money in account.'),
} as const
