import { html } from 'hono/html'

import type { Core } from '../core.ts'
import { merchants, portalUsers, type Merchant } from '../merchants.ts'
import { phonePaths } from '../phone/paths.ts'
import { entryView } from '../tutorial/view.ts'
import { layout, type Html } from './layout.ts'

const stepNames = [
  'Discovery: where everything is',
  'Authorization request',
  'Login at the portal',
  'Consent',
  'Authorization response: code and id_token',
  'Token request: code, verifier, client secret',
  'Token response and its checks',
  'API call with the access token',
]

interface HomeVisit {
  readonly userName: string | undefined
  /** What the last switch did. */
  readonly done: string | undefined
}

/** The front page: who is here to connect, what can be switched, and the flow as it happens. */
export function homePage(core: Core, { userName, done }: HomeVisit): Html {
  const entries = core.tutorial.entries()
  const body = html`<h1>A MobilePay to develop against</h1>
    <p class="lead">
      It behaves like MobilePay's merchant login and its APIs, offline, with companies that do not
      exist. Below you see every step of a login as it happens; customers have
      <a href="${phonePaths.phone}">phones</a>.
    </p>
    <section class="card" aria-labelledby="merchants">
      <h2 id="merchants">Companies you can connect</h2>
      <div class="scroll">
        <table class="stacking">
          <thead>
            <tr>
              <th scope="col">VAT number</th>
              <th scope="col">Company</th>
              <th scope="col">Log in as</th>
            </tr>
          </thead>
          <tbody>
            ${merchants.map(merchantRow)}
          </tbody>
        </table>
      </div>
    </section>
    <div class="grid">${whatToClick(core)} ${switches(core, done)}</div>
    <section class="card" aria-labelledby="tutorial">
      <h2 id="tutorial">The flow, step by step</h2>
      <p class="muted small" id="live" hidden>Live: new steps appear on top.</p>
      <p class="muted">
        Open a step to read it; times are Copenhagen’s. Secrets are cut to their first six
        characters. ✓ was checked here; → is for the integrator to check, because nobody else can.
      </p>
      ${entries.length === 0 ? expected() : ''}
      <ol class="steps" id="steps">
        ${entries.map(entryView)}
      </ol>
    </section>`
  return layout({ title: 'Front page', body, width: 'wide', userName, script: true })
}

function merchantRow({ description, id, name, vat }: Merchant): Html {
  const users = portalUsers.filter((user) => user.merchants.includes(id))
  return html`<tr>
    <td class="vat">
      <code>${vat}</code> <button type="button" class="copy" data-copy="${vat}" hidden>Copy</button>
    </td>
    <td>${name}<br /><span class="muted small">${description}</span></td>
    <td>
      ${users.map(({ email, name: person }) => html`${person}<br /><span class="muted small">${email}</span>`)}
    </td>
  </tr>`
}

function whatToClick({ client }: Core): Html {
  const [redirectUri = 'http://localhost:5173'] = client.redirectUris
  const console = `${new URL(redirectUri).origin}/connect`
  return html`<section class="card" aria-labelledby="click">
    <h2 id="click">What to click</h2>
    <ol class="plain">
      <li>Open <a href="${console}">${console}</a>.</li>
      <li>Enter a VAT number from the table and connect.</li>
      <li>Log in here as the person beside it, with any password.</li>
      <li>Tick what ${client.name} may do, and say yes.</li>
      <li>Come back here, and read what happened.</li>
      <li>Later: remove it under <a href="/settings/integration">Integrations</a>.</li>
    </ol>
  </section>`
}

function switches({ switches: { refreshTokens } }: Core, done: string | undefined): Html {
  const mode = (value: string, text: string) =>
    html`<label class="choice">
      <input
        type="radio"
        name="refresh_tokens"
        value="${value}"
        ${value === refreshTokens ? 'checked' : ''}
      />
      <span>${value} <small>${text}</small></span>
    </label>`
  return html`<section class="card" aria-labelledby="switches">
    <h2 id="switches">Switches</h2>
    ${done && html`<p class="notice" role="status">${done}</p>`}
    <form method="post" action="/switches">
      <fieldset>
        <legend>Refresh tokens</legend>
        ${mode('OneTime', 'Each refresh spends the token and gives the next one')}
        ${mode('ReUse', 'The token stays the same')}
      </fieldset>
      <button name="do" value="refresh-tokens">Save</button>
      <h3 class="above">At once</h3>
      <div class="actions">
        <button name="do" value="reject-access-tokens">Reject access tokens</button>
        <button name="do" value="rotate-keys">Rotate keys</button>
      </div>
      <p class="muted small above">
        More, and the time itself, under <a href="${phonePaths.clock}">Clock and switches</a>.
      </p>
    </form>
  </section>`
}

function expected(): Html {
  return html`<div id="expected">
    <p>Nothing has happened yet. A login will show these steps:</p>
    <ol class="plain">
      ${stepNames.map((name) => html`<li>${name}</li>`)}
    </ol>
  </div>`
}
