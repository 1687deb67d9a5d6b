/** A person with the app on her phone: MobilePay's test users. */
export interface Customer {
  /** The `authenticateduser` of the simulation operations. */
  readonly id: string
  readonly cardId: string
  /** With country code and plus sign. */
  readonly phoneNumber: string
  readonly country: 'DK' | 'FI'
  readonly name: string
  /** Whatever she approves fails at her bank. */
  readonly hasExpiredCard: boolean
}

export const customers: readonly Customer[] = [
  {
    id: 'f1a75bb4-c8a6-41f8-8603-4cf9278cd5ba',
    cardId: '6956b1ae-be59-4d7c-ba1c-8aa188db83b7',
    phoneNumber: '+4557373259',
    country: 'DK',
    name: 'Karen Dam',
    hasExpiredCard: false,
  },
  {
    id: '4f474aa2-6161-4094-97fd-62616ff3d21e',
    cardId: 'a6d8044d-176b-4639-a55f-d14d1ae11e28',
    phoneNumber: '+4599592431',
    country: 'DK',
    name: 'Bo Winther',
    hasExpiredCard: true,
  },
  {
    id: 'd5e4e229-b482-4304-80f1-237d2a3abc48',
    cardId: 'd77db24c-f078-4eaf-8026-fbaa8411a8fe',
    phoneNumber: '+4522509895',
    country: 'DK',
    name: 'Sofie Bech',
    hasExpiredCard: false,
  },
  {
    id: '439d1721-0a36-499f-b236-8bfc61c6cbb7',
    cardId: 'b5f78182-e2ff-402e-a646-46c7da8459a0',
    phoneNumber: '+358121161343',
    country: 'FI',
    name: 'Oili Salo',
    hasExpiredCard: false,
  },
]

export const findCustomer = (id: string): Customer | undefined =>
  customers.find((customer) => customer.id === id.toLowerCase())
