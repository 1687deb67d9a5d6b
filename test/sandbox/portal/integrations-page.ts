import { html } from 'hono/html'

import type { Consent } from '../consents.ts'
import { merchants, type PortalUser } from '../merchants.ts'
import { products } from '../products.ts'
import { layout, type Html } from './layout.ts'

const nameOf = (vat: string) => merchants.find((merchant) => merchant.vat === vat)?.name ?? vat

const productNames = ({ scopes }: Consent) =>
  products
    .filter(({ scope }) => scopes.includes(scope))
    .map(({ name }) => name)
    .join(', ') || 'No product'

interface IntegrationsPage {
  readonly user: PortalUser
  readonly clientName: string
  readonly consents: readonly Consent[]
  readonly removed?: string | undefined
}

/** What the user's companies have allowed, and to whom. */
export function integrationsPage({ user, clientName, consents, removed }: IntegrationsPage): Html {
  const body = html`<h1>Integrations</h1>
    <p class="lead">Third parties that work with MobilePay for your companies.</p>
    ${
      removed &&
      html`<p class="notice" role="status">
        Removed for ${nameOf(removed)}. What is under way can go on for up to five minutes.
      </p>`
    }
    ${
      consents.length === 0
        ? html`<div class="card"><p>None of your companies has allowed anything.</p></div>`
        : html`<div class="grid">${consents.map((consent) => card(consent, clientName))}</div>`
    }`
  return layout({ title: 'Integrations', body, width: 'wide', userName: user.name })
}

function card(consent: Consent, clientName: string): Html {
  const since = new Date(consent.since * 1000).toISOString().slice(0, 10)
  return html`<section class="card">
    <h2>${clientName}</h2>
    <p>for <strong>${nameOf(consent.vat)}</strong> <span class="muted">${consent.vat}</span></p>
    <p class="muted">${productNames(consent)}<br />since ${since}</p>
    <form method="get" action="/settings/integration/remove" class="actions">
      <input type="hidden" name="vat" value="${consent.vat}" />
      <button class="danger">Remove <span class="hidden">for ${nameOf(consent.vat)}</span></button>
    </form>
  </section>`
}

interface RemovePage {
  readonly user: PortalUser
  readonly clientName: string
  readonly vat: string
}

export function removePage({ user, clientName, vat }: RemovePage): Html {
  const body = html`<form method="post" action="/settings/integration/remove" class="card">
    <h1>Remove ${clientName}?</h1>
    <p class="lead">
      ${clientName} can then no longer work with MobilePay for ${nameOf(vat)}. Subscriptions and
      invoices it looks after will stop.
    </p>
    <p class="muted small">What is under way can go on for up to five minutes.</p>
    <input type="hidden" name="vat" value="${vat}" />
    <div class="actions">
      <button class="danger">Yes, remove</button>
      <a class="button" href="/settings/integration">No, keep</a>
    </div>
  </form>`
  return layout({ title: 'Remove integration', body, width: 'narrow', userName: user.name })
}
