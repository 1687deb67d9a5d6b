import { html } from 'hono/html'

import { merchants, portalUsers, type PortalUser } from '../merchants.ts'
import { layout, type Html } from './layout.ts'

interface LoginPage {
  /** Where the form goes. */
  readonly action: string
  /** Who waits for the login to end; undefined for the portal itself. */
  readonly clientName?: string | undefined
  readonly vat?: string | undefined
  readonly email?: string
  readonly problem?: string
}

export function loginPage({ action, clientName, vat, email = '', problem }: LoginPage): Html {
  const merchant = merchants.find((candidate) => candidate.vat === vat)
  const body = html`<div class="card">
      <h1>Log in</h1>
      <p class="lead">
        ${
          clientName === undefined
            ? 'To see and remove integrations.'
            : `${clientName} asks to work with MobilePay for the company ${vat}.`
        }
      </p>
      ${problem && html`<p class="notice bad" role="alert" id="problem">${problem}</p>`}
      <form method="post" action="${action}">
        <label class="field">
          E-mail
          <input
            type="email"
            name="email"
            value="${email}"
            autocomplete="username"
            ${problem ? 'aria-describedby=problem' : ''}
            required
          />
        </label>
        <label class="field">
          Password
          <input type="password" name="password" autocomplete="current-password" required />
        </label>
        <div class="actions"><button class="primary">Log in</button></div>
      </form>
    </div>
    <section class="card" aria-labelledby="people">
      <h2 id="people">Or be one of the test users</h2>
      <form method="post" action="${action}" class="people">
        ${portalUsers.map((user) => userButton(user, merchant?.id))}
      </form>
      <p class="muted small">By hand, any password of four characters or more will do.</p>
    </section>`
  return layout({ title: 'Log in', body, width: 'narrow' })
}

function userButton({ email, id, merchants: owned, name }: PortalUser, asked?: string): Html {
  const names = merchants.filter((merchant) => owned.includes(merchant.id))
  const suits = asked !== undefined && owned.includes(asked)
  return html`<button name="test_user" value="${id}" class="${suits ? 'primary' : ''}">
    ${name} <small>${email}</small>
    <small>${names.map((merchant) => merchant.name).join(', ')}</small>
  </button>`
}
