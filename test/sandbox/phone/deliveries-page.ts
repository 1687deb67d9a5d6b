import { html } from 'hono/html'

import type { Attempt, DeliveryRecord } from '../delivery/order.ts'
import { isSuccess } from '../delivery/order.ts'
import { merchants } from '../merchants.ts'
import { layout, type Html } from '../portal/layout.ts'
import { phonePaths } from './paths.ts'
import { durationText, momentText } from './show.ts'

export const deliveryStatuses = ['waiting', 'delivered', 'given up'] as const

interface DeliveryFilter {
  readonly merchantId: string | undefined
  readonly status: DeliveryRecord['status'] | undefined
}

interface DeliveriesPage {
  /** Newest first. */
  readonly records: readonly DeliveryRecord[]
  /** How many there are beyond those shown. */
  readonly hidden: number
  readonly filter: DeliveryFilter
  readonly now: number
}

const merchantName = (id: string) => merchants.find((merchant) => merchant.id === id)?.name ?? id

/** What was sent to the merchants' servers, and what became of it. */
export function deliveriesPage({ records, hidden, filter, now }: DeliveriesPage): Html {
  const body = html`<h1>Deliveries</h1>
    <p class="lead">
      Callbacks and webhooks: what is sent to the merchants’ servers, how often it was tried, and
      when it is tried again. Move <a href="${phonePaths.clock}">the clock</a> to see retries.
    </p>
    ${filterForm(filter)}
    ${
      records.length === 0
        ? html`<p class="card">Nothing has been sent yet.</p>`
        : html`<ol class="deliveries" reversed>
            ${records.map((record) => recordView(record, now))}
          </ol>`
    }
    ${hidden > 0 ? html`<p class="muted">${hidden} older ones are not shown.</p>` : ''}`
  return layout({ title: 'Deliveries', body, width: 'wide' })
}

const option = (value: string, text: string, chosen: string | undefined) =>
  html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`

function filterForm({ merchantId, status }: DeliveryFilter): Html {
  return html`<form method="get" action="${phonePaths.deliveries}" class="filter">
    <label>
      Merchant
      <select name="merchant">
        <option value="">All</option>
        ${merchants.map(({ id, name }) => option(id, name, merchantId))}
      </select>
    </label>
    <label>
      Status
      <select name="status">
        <option value="">All</option>
        ${deliveryStatuses.map((value) => option(value, value, status))}
      </select>
    </label>
    <button>Show</button>
  </form>`
}

function recordView(
  { attempts, nextAt, number, order, status }: DeliveryRecord,
  now: number,
): Html {
  const signature = order.headers?.['x-mobilepay-signature']
  const tone = status === 'delivered' ? 'good' : status === 'given up' ? 'bad' : ''
  return html`<li class="card" value="${number}">
    <h2>${order.kind} <span class="pill ${tone}">${status}</span></h2>
    <p>
      <span class="muted">${merchantName(order.merchantId)}</span><br />
      <code>POST ${order.url}</code>
    </p>
    <p class="muted small">
      ${attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`}${
        nextAt === undefined
          ? ''
          : `, next on ${momentText(nextAt)} (in ${durationText((nextAt - now) / 1000)})`
      }
    </p>
    <details>
      <summary>Body${signature === undefined ? '' : ', signature'} and attempts</summary>
      <pre tabindex="0">${order.body}</pre>
      ${
        signature === undefined
          ? ''
          : html`<p class="small">x-mobilepay-signature: <code>${signature}</code></p>`
      }
      <ol class="plain small">
        ${attempts.map(attemptView)}
      </ol>
    </details>
  </li>`
}

function attemptView(attempt: Attempt): Html {
  const { at, outcome, scheme } = attempt
  const told = outcome.kind === 'answered' ? `answered ${outcome.status}` : outcome.reason
  return html`<li>
    ${momentText(at)}: <span class="${isSuccess(attempt) ? 'good' : 'bad'}">${told}</span>
    ${scheme === undefined ? '' : `(${scheme})`}
  </li>`
}
