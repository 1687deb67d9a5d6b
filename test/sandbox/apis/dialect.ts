/** Where MobilePay's documentation and its OpenAPI documents describe two different answers. */
export interface Dialect {
  /** Subscriptions `GET /api/merchants/me`: the merchant, or an array holding it. */
  readonly merchantsMe: 'object' | 'array'
  /** Subscriptions `GET …/agreements`: the page, or an array holding it. */
  readonly agreementsPage: 'object' | 'array'
  /** Subscriptions amounts: 19.5 or "19.50". */
  readonly subscriptionAmounts: 'number' | 'string'
  /**
   * Agreement callbacks: `Accepted` and a number, or as older pages have them: `Active`, codes as text, and 40000 when
   * one is canceled.
   */
  readonly agreementCallbacks: 'table' | 'older'
  /**
   * Members that one of the two calls required and the other optional: a one-off's description and links, a refund's
   * callback address, an attachment's title, an invoice's articles.
   */
  readonly requiredMembers: 'openapi' | 'documentation'
  /** The smallest charge and the smallest refund, in øre or cents. */
  readonly smallestChargeMinor: 0 | 1
  readonly smallestRefundMinor: 1 | 10
  /** Charges are due "at least 1 day in the future", but the example sends one on the 1st that is due on the 3rd. */
  readonly earliestDueDay: 'tomorrow' | 'day after tomorrow'
  /** How long a one-off stays reserved: the glossary forgot that it was shortened. */
  readonly reservation: '6 d 23 h 45 min' | '14 days'
  /** Names of members in Invoice answers. */
  readonly invoiceNames: 'camelCase' | 'PascalCase'
  /** What the creation of a single invoice answers. */
  readonly invoiceCreated: 200 | 202
  /** What the request for a direct invoice consent answers. */
  readonly consentCreated: 200 | 201
  /** State of a direct invoice consent: 2 or "Granted". */
  readonly consentState: 'number' | 'name'
}

/** As the OpenAPI documents have it. */
export const openapiDialect: Dialect = {
  merchantsMe: 'object',
  agreementsPage: 'array',
  subscriptionAmounts: 'number',
  agreementCallbacks: 'table',
  requiredMembers: 'openapi',
  smallestChargeMinor: 1,
  smallestRefundMinor: 1,
  earliestDueDay: 'tomorrow',
  reservation: '6 d 23 h 45 min',
  invoiceNames: 'camelCase',
  invoiceCreated: 200,
  consentCreated: 200,
  consentState: 'number',
}

/** As the prose documentation has it. */
export const documentationDialect: Dialect = {
  merchantsMe: 'array',
  agreementsPage: 'object',
  subscriptionAmounts: 'string',
  agreementCallbacks: 'older',
  requiredMembers: 'documentation',
  smallestChargeMinor: 0,
  smallestRefundMinor: 10,
  earliestDueDay: 'day after tomorrow',
  reservation: '14 days',
  invoiceNames: 'PascalCase',
  invoiceCreated: 202,
  consentCreated: 201,
  consentState: 'name',
}
