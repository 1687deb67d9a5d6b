/** A test merchant of the stand-in: a company that somebody can connect, and what it sells. */
export interface Merchant {
  /** The `merchant_id` claim of its access tokens. */
  readonly id: string
  /** Country prefix and eight digits, as `merchant_vat` carries it. */
  readonly vat: string
  readonly name: string
  readonly country: 'DK' | 'FI'
  readonly currency: 'DKK' | 'EUR'
  /** Decides what history is seeded for it. */
  readonly profile: 'shop' | 'box' | 'utility' | 'new' | 'finnish'
  readonly description: string
}

/** A person who can log in at the stand-in's portal. Any password of four characters will do. */
export interface PortalUser {
  /** The `sub` claim. */
  readonly id: string
  readonly email: string
  readonly name: string
  /** Ids of the merchants this person may connect. */
  readonly merchants: readonly string[]
}

export const merchants: readonly Merchant[] = [
  {
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
    vat: 'DK12345678',
    name: 'Nordlys Kaffe ApS',
    country: 'DK',
    currency: 'DKK',
    profile: 'shop',
    description: 'Three coffee bars and a web shop: thousands of small payments',
  },
  {
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c02',
    vat: 'DK87654321',
    name: 'Kassen med Grønt ApS',
    country: 'DK',
    currency: 'DKK',
    profile: 'box',
    description: 'A weekly vegetable box: 5,000 subscription agreements',
  },
  {
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c03',
    vat: 'DK11223344',
    name: 'Fjordvarme A/S',
    country: 'DK',
    currency: 'DKK',
    profile: 'utility',
    description: 'District heating: invoices by the hundred',
  },
  {
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c04',
    vat: 'DK55667788',
    name: 'Nyåbnet Butik ApS',
    country: 'DK',
    currency: 'DKK',
    profile: 'new',
    description: 'Opened yesterday: no money yet',
  },
  {
    id: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c05',
    vat: 'FI12345678',
    name: 'Saunatupa Oy',
    country: 'FI',
    currency: 'EUR',
    profile: 'finnish',
    description: 'A Finnish sauna shop: everything in euro',
  },
]

export const portalUsers: readonly PortalUser[] = [
  {
    id: 'c0ffee00-1111-4222-8333-000000000001',
    email: 'mette@example.dk',
    name: 'Mette Holm',
    merchants: merchants.filter(({ country }) => country === 'DK').map(({ id }) => id),
  },
  {
    id: 'c0ffee00-1111-4222-8333-000000000002',
    email: 'aino@example.fi',
    name: 'Aino Laine',
    merchants: merchants.filter(({ country }) => country === 'FI').map(({ id }) => id),
  },
]
