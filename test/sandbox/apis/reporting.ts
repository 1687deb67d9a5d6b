import type { LedgerLine, Transfer } from '../data/ledger.ts'
import type { Point } from '../data/point.ts'
import { type Api, type Call, get } from './call.ts'
import { decimal, utcSecond } from './format.ts'
import { itemsOf, nextPageNumber, strictPage } from './paging.ts'
import { pathId, queryDateTime, queryDay, queryUuid, queryWord } from './read-request.ts'
import { jsonReply, notFound } from './reply.ts'

const directions = ['asc', 'desc'] as const

const pointBody = ({ id, name, product, alias }: Point) => ({
  id,
  name,
  productType: product,
  alias: alias ?? null,
})

const transactionBody = (
  { point, type, amountMinor, at, details, transfer }: LedgerLine,
  currencyCode: string,
) => ({
  paymentId: details.paymentId ?? null,
  refundId: details.refundId ?? null,
  type,
  amount: decimal(amountMinor),
  currencyCode,
  timestamp: utcSecond(at),
  message: details.message ?? null,
  merchantReference: details.reference ?? null,
  merchantPaymentLabel: null,
  transferReference: transfer?.reference ?? null,
  transferDate: transfer?.day ?? null,
  userPhoneNumber: details.userPhoneNumber ?? null,
  userName: details.userName ?? null,
  loyaltyId: null,
  myShopNumber: point.alias ?? null,
  brandName: point.till?.brandName ?? null,
  brandId: point.till?.brandId ?? null,
  locationId: point.till?.locationId ?? null,
  posName: point.till?.posName ?? null,
  beaconId: point.till?.beaconId ?? null,
  agreementId: details.agreementId ?? null,
  agreementExternalId: details.agreementExternalId ?? null,
})

const transferBody = (
  { id, reference, at, totalMinor, point }: Transfer,
  currencyCode: string,
) => ({
  id,
  reference,
  date: utcSecond(at),
  totalTransferredAmount: decimal(totalMinor),
  currencyCode,
  paymentPointId: point.id,
})

const readDirection = (call: Call) => queryWord(call, 'sortdirection', directions) ?? 'desc'

const getPaymentPoints = (call: Call) => {
  const page = strictPage(call)
  const { points } = call.world
  return jsonReply({
    pageSize: page.size,
    nextPageNumber: nextPageNumber(points, page),
    paymentPoints: itemsOf(points, page).map(pointBody),
  })
}

const getTransactions = (call: Call) => {
  const { ledger, merchant } = call.world
  const page = strictPage(call)
  const transferId = queryUuid(call, 'transferid')
  const pointId = queryUuid(call, 'paymentpointid')
  const from = queryDateTime(call, 'startdate') ?? Number.NEGATIVE_INFINITY
  const until = queryDateTime(call, 'enddate') ?? Number.POSITIVE_INFINITY
  const direction = readDirection(call)

  const candidates =
    transferId === undefined ? ledger.lines : (ledger.transferById(transferId)?.lines ?? [])
  const found = candidates.filter(
    ({ point, at }) => (pointId === undefined || point.id === pointId) && at >= from && at <= until,
  )
  if (direction === 'desc') found.reverse()
  return jsonReply({
    pageSize: page.size,
    nextPageNumber: nextPageNumber(found, page),
    transactions: itemsOf(found, page).map((line) => transactionBody(line, merchant.currency)),
  })
}

const getTransfers = (call: Call) => {
  const { ledger, merchant } = call.world
  const page = strictPage(call)
  const pointId = queryUuid(call, 'paymentpointid')
  const from = queryDay(call, 'startdate') ?? ''
  const until = queryDay(call, 'enddate') ?? '9999-12-31'
  const reference = call.request.query('reference') || undefined
  const direction = readDirection(call)

  const found = ledger.transfers.filter(
    (transfer) =>
      (pointId === undefined || transfer.point.id === pointId) &&
      (reference === undefined || transfer.reference === reference) &&
      transfer.day >= from &&
      transfer.day <= until,
  )
  if (direction === 'desc') found.reverse()
  return jsonReply({
    pageSize: page.size,
    nextPageNumber: nextPageNumber(found, page),
    transfers: itemsOf(found, page).map((transfer) => transferBody(transfer, merchant.currency)),
  })
}

const getTransfer = (call: Call) => {
  const { ledger, merchant } = call.world
  const transfer = ledger.transferById(pathId(call, 'transferid'))
  return transfer ? jsonReply(transferBody(transfer, merchant.currency)) : notFound()
}

export const reportingApi: Api = {
  name: 'Reporting',
  scope: 'transactionreporting',
  endsWithMove: true,
  // The members are documented, their values for a malformed request are not.
  badRequest: ({ correlationId }, message) =>
    jsonReply({ code: null, message, correlationId, origin: null }, 400),
  operations: [
    get('/v3/reporting/paymentpoints', getPaymentPoints),
    get('/v3/reporting/transactions', getTransactions),
    get('/v3/reporting/transfers', getTransfers),
    get('/v3/reporting/transfers/:transferid', getTransfer),
  ],
}
