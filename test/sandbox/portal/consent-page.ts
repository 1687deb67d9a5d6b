import { html } from 'hono/html'

import { merchants, type Merchant, type PortalUser } from '../merchants.ts'
import { products, type Product } from '../products.ts'
import { layout, type Html } from './layout.ts'

interface ConsentPage {
  readonly action: string
  readonly clientName: string
  /** Undefined when the login named no company. */
  readonly merchant: Merchant | undefined
  readonly user: PortalUser
  /** Scopes that were asked for; only products become ticks. */
  readonly asked: readonly string[]
  readonly problem?: string
}

export function consentPage({ action, asked, clientName, merchant, user, problem }: ConsentPage) {
  const owned = merchants.filter(({ id }) => user.merchants.includes(id))
  const offered = products.filter(({ scope }) => asked.includes(scope))
  const body = html`<form method="post" action="${action}" class="card">
    <h1>Allow ${clientName}?</h1>
    <p class="lead">
      ${clientName} is a third party. It asks to work with MobilePay on behalf of
      <strong>${merchant?.name ?? user.name}</strong>. You decide what it may do.
    </p>
    ${problem && html`<p class="notice bad" role="alert">${problem}</p>`}
    ${company(owned, merchant, clientName)}
    <fieldset>
      <legend>${clientName} asks for</legend>
      ${offered.map(tick)}
      ${offered.length === 0 ? html`<p class="muted">No product, only to know who you are.</p>` : ''}
    </fieldset>
    <p class="muted small">
      ${clientName} keeps this access until you remove it under Settings, Integrations, or until it
      has not used it for thirteen months.
    </p>
    <div class="actions">
      <button class="primary" name="decision" value="allow">Yes, allow</button>
      <button name="decision" value="deny" formnovalidate>No, do not allow</button>
    </div>
  </form>`
  return layout({
    title: `Allow ${clientName}`,
    body,
    width: 'narrow',
    userName: user.name,
  })
}

function company(owned: readonly Merchant[], chosen: Merchant | undefined, client: string): Html {
  if (chosen === undefined)
    return html`<p class="notice">
      ${client} named no company: what you allow is for none of yours.
    </p>`
  return owned.length > 1 ? companies(owned, chosen, client) : onlyCompany(chosen)
}

function companies(owned: readonly Merchant[], chosen: Merchant, clientName: string): Html {
  return html`<fieldset>
    <legend>Your company</legend>
    ${owned.map((merchant) => companyChoice(merchant, merchant.id === chosen.id))}
    <p class="muted small">
      ${clientName} asked for the company with ${chosen.vat}. For another one, go back and enter its
      VAT number there.
    </p>
  </fieldset>`
}

function companyChoice({ name, vat }: Merchant, chosen: boolean): Html {
  const state = chosen ? 'checked' : 'disabled'
  return html`<label class="choice company">
    <input type="radio" name="merchant_vat" value="${vat}" ${state} />
    <span>${name} <small>${vat}</small></span>
  </label>`
}

function onlyCompany({ name, vat }: Merchant): Html {
  return html`<p class="notice">Your company: <strong>${name}</strong> (${vat})</p>`
}

function tick({ allows, name, scope }: Product): Html {
  return html`<label class="choice">
    <input type="checkbox" name="product" value="${scope}" checked />
    <span>${name} <small>${allows}</small></span>
  </label>`
}
