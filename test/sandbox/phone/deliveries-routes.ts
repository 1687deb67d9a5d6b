import { Hono } from 'hono'

import type { Core } from '../core.ts'
import { deliveriesPage, deliveryStatuses } from './deliveries-page.ts'

const shown = 100

/** The log of callbacks and webhooks. */
export function deliveriesRoutes({ clock, delivery }: Core) {
  const app = new Hono()
  app.get('/', (c) => {
    const merchantId = c.req.query('merchant') || undefined
    const status = deliveryStatuses.find((known) => known === c.req.query('status'))
    const records = delivery
      .log()
      .filter((record) => merchantId === undefined || record.order.merchantId === merchantId)
      .filter((record) => status === undefined || record.status === status)
      .toReversed()
    return c.html(
      deliveriesPage({
        records: records.slice(0, shown),
        hidden: Math.max(0, records.length - shown),
        filter: { merchantId, status },
        now: clock.now(),
      }),
    )
  })
  return app
}
