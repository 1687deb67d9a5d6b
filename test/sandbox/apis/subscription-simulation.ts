import type { Act, Agreement, Charge, OneOff } from '../data/subscriptions.ts'
import type { World } from '../data/world.ts'
import { BadRequestError } from './call.ts'
import { readReplacements } from './json-patch.ts'
import { readFlag, readObject, readText, required } from './read-json.ts'
import { emptyReply, notFound } from './reply.ts'
import {
  type Simulation,
  type SimulationCall,
  simulationError,
  simulationId,
} from './simulation-call.ts'

interface Found<Item> {
  readonly world: World
  readonly item: Item
}

const findAgreement = ({ worlds }: SimulationCall, id: string): Found<Agreement> | undefined => {
  for (const world of worlds) {
    for (const { agreements } of world.providers.values()) {
      const item = agreements.get(id)
      if (item !== undefined) return { world, item }
    }
  }
  return undefined
}

/** Only an agreement that this customer has accepted. */
const findOwn = (call: SimulationCall, id: string) => {
  const found = findAgreement(call, id)
  return found?.item.customer?.id === call.customer.id ? found : undefined
}

const findOwnCharge = (
  { worlds, customer }: SimulationCall,
  id: string,
): Found<Charge> | undefined => {
  for (const world of worlds) {
    for (const { agreements } of world.providers.values()) {
      for (const agreement of agreements.values()) {
        if (agreement.customer?.id !== customer.id) continue
        const item = agreement.charges.find((charge) => charge.id === id)
        if (item !== undefined) return { world, item }
      }
    }
  }
  return undefined
}

const answerAct = (call: SimulationCall, act: Act, success: 200 | 204 = 204) => {
  if (act.ok) return emptyReply(success)
  return act.why === 'card expired'
    ? simulationError(call, 412, "The customer's card is expired.")
    : emptyReply(409)
}

const readStatus = <Word extends string>(status: string, words: readonly Word[]): Word => {
  const word = words.find((candidate) => candidate === status)
  if (word === undefined) throw new BadRequestError(`status must be ${words.join(' or ')}.`)
  return word
}

const answerAgreement = async (call: SimulationCall) => {
  const members = await readObject(call)
  const text = required(readText(members, 'status'), 'status')
  const status = readStatus(text, ['Accepted', 'Rejected'])
  const notificationsOn = readFlag(members, 'notifications_on')
  const found = findAgreement(call, simulationId(call, 'id'))
  if (found === undefined) return notFound()
  const { world, item } = found
  const { agreements } = world.subscriptions
  const act =
    status === 'Accepted' ? agreements.accept(item, call.customer) : agreements.reject(item)
  if (act.ok && notificationsOn !== undefined) item.notificationsOn = notificationsOn
  return answerAct(call, act)
}

const changeAgreement = async (call: SimulationCall) => {
  const members = await readObject(call)
  const status = readText(members, 'status')
  if (status !== undefined) readStatus(status, ['Canceled'])
  const notificationsOn = readFlag(members, 'notifications_on')
  const found = findOwn(call, simulationId(call, 'agreementid'))
  if (found === undefined) return notFound()
  const { world, item } = found
  if (notificationsOn !== undefined) {
    if (item.disableNotificationManagement) return emptyReply(409)
    item.notificationsOn = notificationsOn
  }
  if (status === undefined) return emptyReply(204)
  return answerAct(call, world.subscriptions.agreements.cancel(item, 'user'))
}

const answerOneOff = async (call: SimulationCall) => {
  const replacements = await readReplacements(call, ['status'])
  const text = required(readText(replacements, 'status'), 'status')
  const status = readStatus(text, ['Accepted', 'Rejected'])
  const found = findOwn(call, simulationId(call, 'agreementid'))
  const paymentId = simulationId(call, 'paymentid')
  const oneOff: OneOff | undefined = found?.item.oneOffs.find(({ id }) => id === paymentId)
  if (found === undefined || oneOff === undefined) return notFound()
  const { oneOffs } = found.world.subscriptions
  return answerAct(
    call,
    status === 'Accepted' ? oneOffs.reserve(oneOff) : oneOffs.reject(oneOff),
    200,
  )
}

/** No 404 is documented. */
const rejectCharge = (call: SimulationCall) => {
  const found = findOwnCharge(call, simulationId(call, 'paymentid'))
  if (found === undefined) return emptyReply(409)
  return answerAct(call, found.world.subscriptions.charges.rejectByCustomer(found.item))
}

const base = '/recurringpayments-restapi/api'

const operations: readonly Omit<Simulation, 'badRequest'>[] = [
  { method: 'PATCH', path: `${base}/agreements/v1/:id`, answer: answerAgreement },
  { method: 'PATCH', path: `${base}/users/v1/me/agreements/:agreementid`, answer: changeAgreement },
  {
    method: 'PATCH',
    path: `${base}/users/v1/me/agreements/:agreementid/oneoffpayments/:paymentid`,
    answer: answerOneOff,
  },
  { method: 'DELETE', path: `${base}/users/me/payments/:paymentid`, answer: rejectCharge },
]

export const subscriptionSimulation: readonly Simulation[] = operations.map((operation) => ({
  ...operation,
  badRequest: (call, message) => simulationError(call, 400, message),
}))
