import { html } from 'hono/html'

import type { Customer } from '../data/customers.ts'
import { layout, type Html } from '../portal/layout.ts'
import type { PhoneItem } from './item.ts'
import type { Outcome } from './outcomes.ts'
import { phonePaths } from './paths.ts'
import { moneyText, timeText } from './show.ts'

interface PhonePage {
  readonly customer: Customer
  readonly items: readonly PhoneItem[]
  /** The item that a link was opened for. */
  readonly opened: string | undefined
  readonly outcome: Outcome | undefined
  readonly now: number
}

export const phoneOf = ({ id }: Customer, opened?: string): string =>
  `${phonePaths.phone}/${id}${opened === undefined ? '' : `?item=${encodeURIComponent(opened)}`}`

/** A customer's phone, as far as a merchant's tests need one. */
export function phonePage({ customer, items, opened, outcome, now }: PhonePage): Html {
  const isOpened = ({ id }: PhoneItem) => id === opened
  const sorted = [...items.filter(isOpened), ...items.filter((item) => !isOpened(item))]
  const isGone = opened !== undefined && !items.some(isOpened) && outcome === undefined
  const body = html`<section class="phone" aria-labelledby="owner">
      <p class="phone-bar" aria-hidden="true">
        <span>${timeText(now, customer.country)}</span><span>●●●</span>
      </p>
      <h1 id="owner">${customer.name}’s phone</h1>
      <p class="muted small">
        ${customer.phoneNumber}${customer.hasExpiredCard ? ' · the card has expired' : ''}
      </p>
      ${outcome && outcomeView(outcome)}
      ${
        isGone
          ? html`<p class="notice" role="status">
              What this link is about is over, or it is on somebody else’s phone.
            </p>`
          : ''
      }
      ${
        items.length === 0
          ? html`<p class="phone-empty">Nothing waits for ${customer.name}.</p>`
          : html`<ul class="phone-items">
              ${sorted.map((item) => itemView(item, customer, isOpened(item)))}
            </ul>`
      }
    </section>
    <p class="phone-links">
      <a href="${phonePaths.phone}">Another phone</a>
      <a href="${phoneOf(customer)}">Look again</a>
    </p>`
  return layout({ title: `${customer.name}’s phone`, body, width: 'wide' })
}

function outcomeView({ text, ok, returnTo }: Outcome): Html {
  return html`<div class="notice ${ok ? '' : 'bad'}" role="${ok ? 'status' : 'alert'}">
    ${text} ${returnTo && html`<br /><a href="${returnTo}">Back to where you came from</a>`}
  </div>`
}

function itemView(item: PhoneItem, customer: Customer, isOpened: boolean): Html {
  const { acts, amountMinor, canWait, from, id, lines, what, world } = item
  const name = `${what} · ${from}`
  return html`<li class="phone-item ${isOpened ? 'opened' : ''}">
    <h2>${what}</h2>
    <p class="phone-amount">
      ${amountMinor === undefined ? '' : moneyText(amountMinor, world.merchant)}
    </p>
    <p>${from}</p>
    <p class="muted small">${world.merchant.name}</p>
    ${lines.map((line) => html`<p class="muted small">${line}</p>`)}
    <form method="post" action="${phoneOf(customer)}">
      <input type="hidden" name="item" value="${id}" />
      ${
        canWait
          ? html`<label class="field small">
              On a later day
              <input type="date" name="payment_day" />
            </label>`
          : ''
      }
      <div class="actions">
        ${acts.map(
          (act) =>
            html`<button
              name="act"
              value="${act.name}"
              class="${act.tone === 'yes' ? 'primary' : ''}"
            >
              ${act.label}<span class="hidden"> (${name})</span>
            </button>`,
        )}
      </div>
    </form>
  </li>`
}
