/** Details of what a payment is for, shown in the app or printed as a PDF. Amounts are shown, never reckoned with. */
export interface AttachmentDetails {
  readonly documentTitle: string | undefined
  readonly hidesPointAddress: boolean
  readonly consumerName: string | undefined
  readonly consumerAddressLines: readonly string[] | undefined
  readonly consumerPhoneNumber: string | undefined
  readonly merchantContactName: string | undefined
  readonly deliveryAddressLines: readonly string[] | undefined
  readonly invoiceNumber: string | undefined
  readonly merchantOrderNumber: string | undefined
  readonly buyerOrderNumber: string | undefined
  /** Days as `YYYY-MM-DD`. */
  readonly issueDay: string | undefined
  readonly dueDay: string | undefined
  readonly orderDay: string | undefined
  readonly deliveryDay: string | undefined
  readonly paymentReference: string | undefined
  /** May have several lines. */
  readonly comment: string | undefined
  readonly priceReduction: number | undefined
  readonly priceDiscount: number | undefined
  readonly bonus: number | undefined
  readonly totalExVat: number | undefined
  readonly totalVat: number | undefined
  readonly total: number
  readonly articles: readonly AttachmentArticle[]
}

export interface AttachmentArticle {
  readonly number: string | undefined
  readonly description: string
  readonly quantity: number | undefined
  readonly unit: string | undefined
  readonly pricePerUnit: number | undefined
  readonly vatRate: number | undefined
  readonly totalVat: number | undefined
  readonly totalIncludingVat: number | undefined
}

export interface Attachment {
  readonly externalUrl: string | undefined
  readonly generatesPdf: boolean
  readonly details: AttachmentDetails | undefined
}
