import type { AttachmentArticle, AttachmentDetails } from '#shared/mobilepay/attachments.ts'
import { type Money, sumMoney } from '#shared/money.ts'

/** What is wrong with the sums of an attachment. */
export interface SumProblems {
  /** What the lines come to, where the total says something else. */
  readonly lines: Money | null
  /** What the VAT of the lines comes to, where the VAT in all says something else. */
  readonly vat: Money | null
  /** Whether the total is not the payment's amount. */
  readonly isOtherAmount: boolean
}

function sumOf(
  articles: readonly AttachmentArticle[],
  amountOf: (article: AttachmentArticle) => Money | null,
  currency: Money['currency'],
): Money | null {
  const amounts = articles.map(amountOf)
  // A sum of what is only partly told would be wrong by nature.
  if (amounts.includes(null)) return null
  return sumMoney(
    amounts.flatMap((amount) => amount ?? []),
    currency,
  )
}

/** Adds up an attachment, as far as it says enough for that. */
export function checkSums(details: AttachmentDetails, amount: Money): SumProblems {
  const { articles, total, vat } = details
  const reductions = [details.reduction, details.discount, details.bonus]
  const isReduced = reductions.some((reduction) => reduction !== null && reduction.minor !== 0)
  const lines = sumOf(articles, (article) => article.total, total.currency)
  const vatOfLines = sumOf(articles, (article) => article.vat, total.currency)
  return {
    lines: !isReduced && lines !== null && lines.minor !== total.minor ? lines : null,
    vat:
      !isReduced && vat !== null && vatOfLines !== null && vatOfLines.minor !== vat.minor
        ? vatOfLines
        : null,
    isOtherAmount: total.minor !== amount.minor,
  }
}
