import type { Business } from './business.ts'
import type { Address, Point, ProductType, Till } from './point.ts'
import type { Stage } from './stage.ts'

const addresses = {
  DK: { street: 'Havnegade 12', zipCode: '8000', city: 'Aarhus C' },
  FI: { street: 'Hämeentie 5', zipCode: '00530', city: 'Helsinki' },
} satisfies Record<'DK' | 'FI', Address>

const products = {
  web: 'App payments',
  subscriptions: 'Subscription',
  invoices: 'Invoice',
} satisfies Partial<Record<Business['kind'], ProductType>>

/** A point opened for one of the merchant's businesses. */
export const openPoint = (stage: Stage, business: Business): Point => {
  const { merchant } = stage
  const random = stage.random(`${business.key}/point`)
  const product: ProductType =
    business.kind === 'counter' ? business.product : products[business.kind]
  const id = random.uuid()
  const number =
    business.kind === 'counter' || business.kind === 'web' ? business.number : '00000000'
  const till: Till = {
    brandName: merchant.name,
    brandId: `POS${merchant.vat}`,
    locationId: String(random.integer(1, 99_999)).padStart(5, '0'),
    posName: `${business.name}, kasse 1`,
    beaconId: String(random.integer(100_000_000_000_000, 999_999_999_999_999)),
  }
  return {
    id,
    name: business.name,
    product,
    number,
    alias: product === 'MyShop' ? number.slice(3) : undefined,
    state: merchant.profile === 'new' ? 'created' : 'active',
    fee: business.fee,
    allowsPartialCapture: business.kind === 'web' && business.allowsPartialCapture,
    address: addresses[merchant.country],
    till: product === 'PointOfSale' ? till : undefined,
  }
}
