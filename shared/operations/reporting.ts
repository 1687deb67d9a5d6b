import type { Operation } from '../operations.ts'

const read = {
  method: 'GET',
  scope: 'transactionreporting',
  safeToRepeat: true,
  bodyLimit: 0,
} as const

/**
 * The Reporting API, version 3. Its query names are all lower case.
 *
 * MobilePay docs: openapi/reporting.yaml.
 */
export const reportingOperations: readonly Operation[] = [
  {
    ...read,
    id: 'reporting.points.list',
    path: '/v3/reporting/paymentpoints',
    parts: {},
    query: ['pagesize', 'pagenumber'],
  },
  {
    ...read,
    id: 'reporting.transactions.list',
    path: '/v3/reporting/transactions',
    parts: {},
    query: [
      'transferid',
      'paymentpointid',
      'startdate',
      'enddate',
      'pagesize',
      'pagenumber',
      'sortdirection',
    ],
  },
  {
    ...read,
    id: 'reporting.transfers.list',
    path: '/v3/reporting/transfers',
    parts: {},
    query: [
      'paymentpointid',
      'startdate',
      'enddate',
      'reference',
      'pagesize',
      'pagenumber',
      'sortdirection',
    ],
  },
  {
    ...read,
    id: 'reporting.transfers.get',
    path: '/v3/reporting/transfers/{transferId}',
    parts: { transferId: 'guid' },
    query: [],
  },
]
