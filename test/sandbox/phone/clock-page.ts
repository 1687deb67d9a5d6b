import { html } from 'hono/html'

import type { Rules } from '../data/rules.ts'
import type { World } from '../data/world.ts'
import { layout, type Html } from '../portal/layout.ts'
import { faultForm } from './fault-form.ts'
import { moves } from './moves.ts'
import { phonePaths } from './paths.ts'
import { durationText, momentText } from './show.ts'

interface ClockPage {
  readonly now: number
  readonly aheadSeconds: number
  readonly rules: Rules
  readonly worlds: readonly World[]
  /** What the last button did. */
  readonly done: string | undefined
}

/** The time, and everything else that nobody can change at the real MobilePay. */
export function clockPage({ now, aheadSeconds, rules, worlds, done }: ClockPage): Html {
  const body = html`<h1>Clock and switches</h1>
    ${done && html`<p class="notice" role="status">${done}</p>`}
    <div class="grid">
      ${clock(now, aheadSeconds)} ${ruleForm(rules)} ${faultForm()} ${reset()} ${points(worlds)}
    </div>`
  return layout({ title: 'Clock and switches', body, width: 'wide' })
}

function clock(now: number, aheadSeconds: number): Html {
  return html`<section class="card" aria-labelledby="clock">
    <h2 id="clock">Clock</h2>
    <p class="big">${momentText(now)}</p>
    <p class="muted small">
      In
      Copenhagen${aheadSeconds === 0 ? ', which is the real time.' : `; ${durationText(aheadSeconds)} ahead of real time.`}
      Whatever is due on the way happens: deadlines, collections, payouts, retries. Access tokens
      expire too.
    </p>
    <form method="post" action="${phonePaths.clock}">
      <input type="hidden" name="do" value="move" />
      <div class="actions">
        ${moves.map(({ label, name }) => html`<button name="by" value="${name}">${label}</button>`)}
      </div>
    </form>
  </section>`
}

const tick = (name: keyof Rules, checked: boolean, text: string, more: string) =>
  html`<label class="choice">
    <input type="checkbox" name="${name}" ${checked ? 'checked' : ''} />
    <span>${text} <small>${more}</small></span>
  </label>`

function ruleForm(rules: Rules): Html {
  return html`<section class="card" aria-labelledby="rules">
    <h2 id="rules">Switches</h2>
    <form method="post" action="${phonePaths.clock}">
      ${tick(
        'platform',
        rules.platform === 'facade',
        'The facade that came after MobilePay',
        'Subscriptions and App Payments only, each a little different',
      )}
      ${tick(
        'merchantVat',
        rules.merchantVat === 'required',
        'Logins must name a company',
        'The documentation says so and not so; without one the APIs answer 403',
      )}
      ${tick(
        'loopbackHttp',
        rules.loopbackHttp,
        'Callbacks over http to this machine',
        'MobilePay takes https addresses only',
      )}
      ${tick(
        'rateLimits',
        rules.rateLimits,
        'Rate limits of Subscriptions',
        'How a refusal looks is not documented',
      )}
      ${tick(
        'rateLimitReply',
        rules.rateLimitReply === 'error body',
        'Refusals have a body',
        'and a Retry-After; empty otherwise',
      )}
      ${tick(
        'paymentsList',
        rules.paymentsList === 'every state',
        'The list of payments holds all',
        'only reserved ones otherwise, as since its deprecation',
      )}
      ${tick(
        'refundFunds',
        rules.refundFunds === 'balance',
        'Refunds need funds',
        'what the point took since its payout',
      )}
      <label class="field">
        Captures of unknown outcome
        <input
          type="number"
          name="unknownCaptures"
          value="${rules.unknownCaptures}"
          min="0"
          max="99"
        />
      </label>
      <button name="do" value="rules">Save</button>
    </form>
  </section>`
}

function points(worlds: readonly World[]): Html {
  const ordered = worlds.flatMap(({ merchant, points: all }) =>
    all.filter(({ state }) => state === 'created').map((point) => ({ merchant, point })),
  )
  return html`<section class="card" aria-labelledby="points">
    <h2 id="points">Payment points to approve</h2>
    ${ordered.length === 0 ? html`<p>All are active.</p>` : ''}
    ${ordered.map(
      ({ merchant, point }) =>
        html`<form method="post" action="${phonePaths.clock}">
          <p>${point.name} <span class="muted small">${merchant.name}</span></p>
          <input type="hidden" name="point" value="${point.id}" />
          <button name="do" value="activate">
            Approve<span class="hidden"> ${point.name}</span>
          </button>
        </form>`,
    )}
  </section>`
}

function reset(): Html {
  return html`<section class="card" aria-labelledby="reset">
    <h2 id="reset">Start over</h2>
    <form method="post" action="${phonePaths.clock}">
      <label class="field">
        Seed
        <input name="seed" maxlength="40" autocomplete="off" />
      </label>
      <p class="muted small">
        All merchants as on the first day, which is today by the clock above. Without a seed the
        same history comes again. Logins and consents stay.
      </p>
      <button class="danger" name="do" value="reset">Forget everything done</button>
    </form>
  </section>`
}
