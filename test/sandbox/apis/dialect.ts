/** Where MobilePay's documentation and its OpenAPI documents describe two different answers. */
export interface Dialect {
  /** Subscriptions `GET /api/merchants/me`: the merchant, or an array holding it. */
  readonly merchantsMe: 'object' | 'array'
  /** Subscriptions `GET …/agreements`: the page, or an array holding it. */
  readonly agreementsPage: 'object' | 'array'
  /** Subscriptions amounts: 19.5 or "19.50". */
  readonly subscriptionAmounts: 'number' | 'string'
  /** Names of members in Invoice answers. */
  readonly invoiceNames: 'camelCase' | 'PascalCase'
  /** State of a direct invoice consent: 2 or "Granted". */
  readonly consentState: 'number' | 'name'
}

/** As the OpenAPI documents have it. */
export const openapiDialect: Dialect = {
  merchantsMe: 'object',
  agreementsPage: 'array',
  subscriptionAmounts: 'number',
  invoiceNames: 'camelCase',
  consentState: 'number',
}

/** As the prose documentation has it. */
export const documentationDialect: Dialect = {
  merchantsMe: 'array',
  agreementsPage: 'object',
  subscriptionAmounts: 'string',
  invoiceNames: 'PascalCase',
  consentState: 'name',
}
