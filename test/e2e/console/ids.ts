import type { Page } from 'playwright-core'
import * as z from 'zod/mini'

import { chargesAnswer, oneOffsAnswer } from '../../../shared/mobilepay/charges.ts'
import { homes } from '../../../shared/mobilepay/common.ts'
import { invoiceMerchantAnswer, issuersAnswer } from '../../../shared/mobilepay/invoices.ts'
import { transfersPage } from '../../../shared/mobilepay/reporting.ts'
import { agreementsAnswer, providersAnswer } from '../../../shared/mobilepay/subscriptions.ts'
import { webhooksAnswer } from '../../../shared/mobilepay/webhooks.ts'
import type { Pattern } from './places.ts'

/** Who has something to show on a page: each product has a merchant that uses it most. */
export function merchantOf(pattern: Pattern): string {
  if (pattern.startsWith('/subscriptions')) return 'DK87654321'
  return pattern.startsWith('/invoices') ? 'DK11223344' : 'DK12345678'
}

/** Puts ids into an address that exist for the merchant whom `page` is connected to. */
export async function fillIn(pattern: Pattern, page: Page): Promise<string> {
  const read = async <T>(path: string, schema: z.ZodMiniType<T>): Promise<T> =>
    schema.parse(
      await page.evaluate(
        `fetch('/api${path}', { headers: { 'X-CSRF': '1' } }).then((r) => r.json())`,
      ),
    )
  let path = pattern
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) throw new Error(`the stand-in has nothing for ${pattern}`)
    path = path.replace(`:${name}`, value)
  }
  const parts = pattern.split('/')
  const hasPart = (name: string) => parts.includes(`:${name}`)

  if (hasPart('transferId')) {
    const { items } = await read(
      '/v3/reporting/transfers?pagesize=1&pagenumber=1&sortdirection=desc',
      transfersPage,
    )
    put('transferId', items[0]?.id)
  }
  if (hasPart('paymentId')) put('paymentId', (await read('/v1/payments', payments)).payments[0])
  if (pattern.startsWith('/webhooks') && hasPart('id')) {
    put('id', (await read('/v1/webhooks', webhooksAnswer))[0]?.id)
  }
  if (hasPart('provider')) {
    const base = '/subscriptions/api/providers'
    const provider = (await read('/subscriptions/api/merchants/me', providersAnswer))[0]?.id
    put('provider', provider)
    if (hasPart('id')) {
      const active = `${base}/${provider}/agreements?pageNumber=1&pageSize=50&status=Active`
      const kind = pattern.includes('/one-offs/') ? 'oneoffpayments' : 'paymentrequests'
      for (const { id } of await read(active, agreementsAnswer)) {
        const payments = `${base}/${provider}/agreements/${id}/${kind}`
        // Not every agreement has a one-off.
        const schema = kind === 'oneoffpayments' ? oneOffsAnswer : chargesAnswer(homes.DK)
        const [payment]: readonly { id: string }[] = await read<readonly { id: string }[]>(
          payments,
          schema,
        )
        if (!payment) continue
        put('id', id)
        if (hasPart('pid')) put('pid', payment.id)
        break
      }
    }
  }
  if (pattern.startsWith('/invoices') && hasPart('id')) put('id', await makeInvoice(page))
  // What only this browser knows of, or MobilePay does not list, is not found: also a page.
  return path.replaceAll(/:\w+/g, '3f7c2a9e-5b1d-4c8a-9e2f-6d4b8a1c0e57')
}

/** MobilePay lists no invoices, so one is made: a link, which needs nobody's phone. */
async function makeInvoice(page: Page): Promise<string> {
  const ask = async (path: string, body?: unknown): Promise<unknown> =>
    page.evaluate(
      `fetch('/api/invoice-restapi/api/v1/merchants${path}', {
        method: ${body === undefined ? "'GET'" : "'POST'"},
        headers: { 'X-CSRF': '1', 'content-type': 'application/json' },
        ${body === undefined ? '' : `body: ${JSON.stringify(JSON.stringify(body))},`}
      }).then((response) => response.json())`,
    )
  const merchant = invoiceMerchantAnswer.parse(await ask('/me'))
  const [issuer] = issuersAnswer.parse(await ask(`/${merchant}/invoiceissuers`))
  const created = await ask(`/${merchant}/invoices/link`, {
    invoiceIssuer: issuer?.id,
    totalAmount: 125,
    dueDate: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
    invoiceNumber: 'GATE-1',
    invoiceArticles: [{ articleDescription: 'Heat', totalPriceIncludingVat: 125 }],
  })
  return z.object({ invoiceId: z.guid() }).parse(created).invoiceId
}

const payments = z.object({
  payments: z.pipe(
    z.array(z.object({ paymentId: z.guid() })),
    z.transform((list) => list.map(({ paymentId }) => paymentId)),
  ),
})
