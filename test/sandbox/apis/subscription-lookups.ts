import { findPayment } from '../data/refund-states.ts'
import type { Agreement, Charge, OneOff, Payment, Provider } from '../data/subscriptions.ts'
import type { World } from '../data/world.ts'
import type { Call } from './call.ts'
import { pathId } from './read-request.ts'
import { notFound } from './reply.ts'

type Found<Item> = (call: Call, item: Item) => Response | Promise<Response>

const findById = <Item extends { readonly id: string }>(items: readonly Item[], id: string) =>
  items.find((item) => item.id === id)

const findProvider = (call: Call) => call.world.providers.get(pathId(call, 'providerid'))

const findAgreement = (call: Call): Agreement | undefined =>
  findProvider(call)?.agreements.get(pathId(call, 'agreementid'))

/** Answers 404 unless the path's provider is one of the merchant's. */
export const forProvider = (answer: Found<Provider>) => (call: Call) => {
  const provider = findProvider(call)
  return provider ? answer(call, provider) : notFound()
}

/** Answers 404 unless the path's agreement is one of the path's provider. */
export const forAgreement = (answer: Found<Agreement>) => (call: Call) => {
  const agreement = findAgreement(call)
  return agreement ? answer(call, agreement) : notFound()
}

export const forCharge = (answer: Found<Charge>) => (call: Call) => {
  const charge = findById(findAgreement(call)?.charges ?? [], pathId(call, 'paymentid'))
  return charge ? answer(call, charge) : notFound()
}

export const forOneOff = (answer: Found<OneOff>) => (call: Call) => {
  const oneOff = findById(findAgreement(call)?.oneOffs ?? [], pathId(call, 'paymentid'))
  return oneOff ? answer(call, oneOff) : notFound()
}

/** The payment of an id alone, wherever it is among a merchant's agreements. */
export const findPaymentAnywhere = (
  { providers }: Pick<World, 'providers'>,
  id: string,
): Payment | undefined => {
  for (const { agreements } of providers.values()) {
    for (const agreement of agreements.values()) {
      const payment = findPayment(agreement, id)
      if (payment !== undefined) return payment
    }
  }
  return undefined
}
