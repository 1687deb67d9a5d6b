import type { Transaction } from '#shared/mobilepay/reporting.ts'

/** A payment that says nothing but its amount, with `changes` to that. */
export function transactionOf(minor: number, changes: Partial<Transaction> = {}): Transaction {
  return {
    type: 'Payment',
    amount: { minor, currency: 'DKK' },
    at: 1_795_000_000_000,
    reference: null,
    message: null,
    paymentId: null,
    refundId: null,
    transferReference: null,
    transferDay: null,
    userPhoneNumber: null,
    userName: null,
    loyaltyId: null,
    myShopNumber: null,
    agreementId: null,
    agreementExternalId: null,
    paymentLabel: null,
    brandName: null,
    brandId: null,
    locationId: null,
    posName: null,
    beaconId: null,
    ...changes,
  }
}
