import { findPayment } from '../data/refund-states.ts'
import { type AgreementStatus, agreementStatuses } from '../data/subscriptions.ts'
import { cancelAgreement, createAgreement, updateAgreement } from './agreement-writes.ts'
import { deleteAttachment, getAttachment, getAttachmentPdf, putAttachment } from './attachments.ts'
import { type Api, BadRequestError, type Call, get, patch, post, put, remove } from './call.ts'
import { declineCharge, requestCharges, updateCharge } from './charge-writes.ts'
import { cancelOneOff, captureOneOff, requestOneOff } from './one-off-writes.ts'
import { setApiKey, setBasic, setOAuth2, updateProvider } from './provider-writes.ts'
import { pathId, queryInteger, queryWord } from './read-request.ts'
import { requestRefund } from './refund-writes.ts'
import { jsonReply, notFound } from './reply.ts'
import {
  agreementBody,
  chargeBody,
  merchantBody,
  oneOffBody,
  providerBody,
  refundBody,
} from './subscription-bodies.ts'
import { badRequest } from './subscription-errors.ts'
import { forAgreement, forCharge, forOneOff, forProvider } from './subscription-lookups.ts'

const defaultPage = 100

const getMerchant = ({ world, dialect }: Call) => {
  const body = merchantBody(world)
  return jsonReply(dialect.merchantsMe === 'array' ? [body] : body)
}

const getProvider = forProvider((_, provider) => jsonReply(providerBody(provider)))

/** `Active` is the older documentation's word for `Accepted`. */
const readStatus = (call: Call): AgreementStatus | undefined => {
  const status = queryWord(call, 'status', [...agreementStatuses, 'Active'])
  return status === 'Active' ? 'Accepted' : status
}

const getAgreements = forProvider((call, provider) => {
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
})

const getAgreement = forAgreement((call, agreement) => jsonReply(agreementBody(agreement, call)))

const getCharges = forAgreement((call, { charges }) =>
  jsonReply(charges.map((charge) => chargeBody(charge, call))),
)

const getCharge = forCharge((call, charge) => jsonReply(chargeBody(charge, call)))

const getOneOffs = forAgreement((call, { oneOffs }) =>
  jsonReply(oneOffs.map((oneOff) => oneOffBody(oneOff, call))),
)

const getOneOff = forOneOff((call, oneOff) => jsonReply(oneOffBody(oneOff, call)))

const getRefunds = forAgreement((call, agreement) => {
  const payment = findPayment(agreement, pathId(call, 'paymentid'))
  if (payment === undefined) return notFound()
  return jsonReply(
    agreement.refunds
      .filter((refund) => refund.payment === payment)
      .map((refund) => refundBody(refund, call)),
  )
})

const provider = '/subscriptions/api/providers/:providerid'
const agreement = `${provider}/agreements/:agreementid`
const attachment = `${provider}/payments/:paymentid/attachment`

export const subscriptionsApi: Api = {
  name: 'Subscriptions',
  scope: 'subscriptions',
  endsWithMove: false,
  badRequest,
  operations: [
    get('/subscriptions/api/merchants/me', getMerchant),
    get(provider, getProvider),
    patch(provider, updateProvider),
    put(`${provider}/auth/oauth2`, setOAuth2),
    put(`${provider}/auth/basic`, setBasic),
    put(`${provider}/auth/apikey`, setApiKey),
    get(`${provider}/agreements`, getAgreements),
    post(`${provider}/agreements`, createAgreement),
    get(agreement, getAgreement),
    patch(agreement, updateAgreement),
    remove(agreement, cancelAgreement),
    post(`${provider}/paymentrequests`, requestCharges),
    get(`${agreement}/paymentrequests`, getCharges),
    get(`${agreement}/paymentrequests/:paymentid`, getCharge),
    patch(`${agreement}/paymentrequests/:paymentid`, updateCharge),
    remove(`${agreement}/paymentrequests/:paymentid`, declineCharge),
    get(`${agreement}/oneoffpayments`, getOneOffs),
    post(`${agreement}/oneoffpayments`, requestOneOff),
    get(`${agreement}/oneoffpayments/:paymentid`, getOneOff),
    remove(`${agreement}/oneoffpayments/:paymentid`, cancelOneOff),
    post(`${agreement}/oneoffpayments/:paymentid/capture`, captureOneOff),
    get(attachment, getAttachment),
    put(attachment, putAttachment),
    remove(attachment, deleteAttachment),
    get(`${attachment}/pdf`, getAttachmentPdf),
    get(`${agreement}/payments/:paymentid/refunds`, getRefunds),
    post(`${agreement}/payments/:paymentid/refunds`, requestRefund),
  ],
}
