import { html } from 'hono/html'

import type { Customer } from '../data/customers.ts'
import { layout, type Html } from '../portal/layout.ts'
import { phoneOf } from './phone-page.ts'

interface PhonesPage {
  readonly phones: readonly { readonly customer: Customer; readonly waiting: number }[]
  /** What a link was opened for. */
  readonly opened: string | undefined
}

/** Whose phone is it going to be? */
export function phonesPage({ phones, opened }: PhonesPage): Html {
  const body = html`<h1>
      ${opened === undefined ? 'Customers and their phones' : 'Who opens this link?'}
    </h1>
    <p class="lead">
      MobilePay’s own test users. What you do on a phone is what a customer does in the app: accept
      an agreement, approve or cancel a payment, pay or reject an invoice.
    </p>
    <ul class="phones">
      ${phones.map((phone) => phoneCard(phone, opened))}
    </ul>
    <p class="muted small">
      A phone shows what was made for its number, and what names no number at all. The people of the
      merchants’ history have phones of their own, which nobody sees.
    </p>`
  return layout({ title: 'Phones', body, width: 'wide' })
}

function phoneCard(
  { customer, waiting }: PhonesPage['phones'][number],
  opened: string | undefined,
): Html {
  return html`<li class="card">
    <h2><a href="${phoneOf(customer, opened)}">${customer.name}</a></h2>
    <p class="muted">
      ${customer.phoneNumber}<br />
      ${customer.country === 'DK' ? 'Denmark' : 'Finland'}${customer.hasExpiredCard ? ', with an expired card' : ''}
    </p>
    <p>${waiting === 0 ? 'Nothing waits' : `${waiting} waiting`}</p>
  </li>`
}
