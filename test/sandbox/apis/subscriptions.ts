import { type Agreement, type AgreementStatus, agreementStatuses } from '../data/subscriptions.ts'
import { type Api, BadRequestError, type Call, get, patch, post, put, remove } from './call.ts'
import { pathId, queryInteger, queryWord } from './read-request.ts'
import { jsonReply, notFound } from './reply.ts'
import {
  agreementBody,
  chargeBody,
  merchantBody,
  oneOffBody,
  providerBody,
  refundBody,
} from './subscription-bodies.ts'

const defaultPage = 100

const getMerchant = ({ world, dialect }: Call) => {
  const body = merchantBody(world)
  return jsonReply(dialect.merchantsMe === 'array' ? [body] : body)
}

const findProvider = (call: Call) => call.world.providers.get(pathId(call, 'providerid'))

const findAgreement = (call: Call): Agreement | undefined =>
  findProvider(call)?.agreements.get(pathId(call, 'agreementid'))

const findById = <Item extends { readonly id: string }>(items: readonly Item[], id: string) =>
  items.find((item) => item.id === id)

const getProvider = (call: Call) => {
  const provider = findProvider(call)
  return provider ? jsonReply(providerBody(provider)) : notFound()
}

/** `Active` is the older documentation's word for `Accepted`. */
const readStatus = (call: Call): AgreementStatus | undefined => {
  const status = queryWord(call, 'status', [...agreementStatuses, 'Active'])
  return status === 'Active' ? 'Accepted' : status
}

const getAgreements = (call: Call) => {
  const provider = findProvider(call)
  if (provider === undefined) return notFound()
  const number = queryInteger(call, 'pageNumber')
  const size = queryInteger(call, 'pageSize') ?? defaultPage
  if (number === undefined || number < 1) {
    throw new BadRequestError('pageNumber is required and starts at 1.')
  }
  if (size < 1) throw new BadRequestError('pageSize must be at least 1.')
  const status = readStatus(call)
  const found = [...provider.agreements.values()].filter(
    (agreement) => status === undefined || agreement.status === status,
  )
  const page = {
    page_size: size,
    agreements: found
      .slice((number - 1) * size, number * size)
      .map((agreement) => agreementBody(agreement, call)),
  }
  return jsonReply(call.dialect.agreementsPage === 'array' ? [page] : page)
}

const getAgreement = (call: Call) => {
  const agreement = findAgreement(call)
  return agreement ? jsonReply(agreementBody(agreement, call)) : notFound()
}

const getCharges = (call: Call) => {
  const agreement = findAgreement(call)
  if (agreement === undefined) return notFound()
  return jsonReply(agreement.charges.map((charge) => chargeBody(charge, call)))
}

const getCharge = (call: Call) => {
  const charge = findById(findAgreement(call)?.charges ?? [], pathId(call, 'paymentid'))
  return charge ? jsonReply(chargeBody(charge, call)) : notFound()
}

const getOneOffs = (call: Call) => {
  const agreement = findAgreement(call)
  if (agreement === undefined) return notFound()
  return jsonReply(agreement.oneOffs.map((oneOff) => oneOffBody(oneOff, call)))
}

const getOneOff = (call: Call) => {
  const oneOff = findById(findAgreement(call)?.oneOffs ?? [], pathId(call, 'paymentid'))
  return oneOff ? jsonReply(oneOffBody(oneOff, call)) : notFound()
}

const getRefunds = (call: Call) => {
  const agreement = findAgreement(call)
  const paymentId = pathId(call, 'paymentid')
  const payment = findById(
    [...(agreement?.charges ?? []), ...(agreement?.oneOffs ?? [])],
    paymentId,
  )
  if (agreement === undefined || payment === undefined) return notFound()
  return jsonReply(
    agreement.refunds
      .filter((refund) => refund.payment === payment)
      .map((refund) => refundBody(refund, call)),
  )
}

const provider = '/subscriptions/api/providers/:providerid'
const agreement = `${provider}/agreements/:agreementid`

export const subscriptionsApi: Api = {
  name: 'Subscriptions',
  scope: 'subscriptions',
  badRequest: ({ correlationId }, message) =>
    jsonReply(
      {
        error: 'BadRequest',
        error_description: { message, error_type: 'InputError', correlation_id: correlationId },
      },
      400,
    ),
  operations: [
    get('/subscriptions/api/merchants/me', getMerchant),
    get(provider, getProvider),
    patch(provider),
    put(`${provider}/auth/oauth2`),
    put(`${provider}/auth/basic`),
    put(`${provider}/auth/apikey`),
    get(`${provider}/agreements`, getAgreements),
    post(`${provider}/agreements`),
    get(agreement, getAgreement),
    patch(agreement),
    remove(agreement),
    post(`${provider}/paymentrequests`),
    get(`${agreement}/paymentrequests`, getCharges),
    get(`${agreement}/paymentrequests/:paymentid`, getCharge),
    patch(`${agreement}/paymentrequests/:paymentid`),
    remove(`${agreement}/paymentrequests/:paymentid`),
    get(`${agreement}/oneoffpayments`, getOneOffs),
    post(`${agreement}/oneoffpayments`),
    get(`${agreement}/oneoffpayments/:paymentid`, getOneOff),
    remove(`${agreement}/oneoffpayments/:paymentid`),
    post(`${agreement}/oneoffpayments/:paymentid/capture`),
    get(`${provider}/payments/:paymentid/attachment`),
    put(`${provider}/payments/:paymentid/attachment`),
    remove(`${provider}/payments/:paymentid/attachment`),
    get(`${provider}/payments/:paymentid/attachment/pdf`),
    get(`${agreement}/payments/:paymentid/refunds`, getRefunds),
    post(`${agreement}/payments/:paymentid/refunds`),
  ],
}
