import { html } from 'hono/html'

import type { Mishap } from '../apis/mishaps.ts'
import type { Fault, FaultRoute } from '../faults.ts'
import type { Html } from '../portal/layout.ts'
import { phonePaths } from './paths.ts'

const routes: readonly (readonly [FaultRoute, string])[] = [
  ['api', 'API calls'],
  ['token', 'Token requests'],
  ['jwks', 'The key document'],
  ['discovery', 'The discovery document'],
  ['authorize', 'Authorization requests'],
]

/** Where a lost answer is about money. */
const operations: readonly (readonly [operation: string, label: string])[] = [
  ['POST /v1/payments/{paymentid}/capture', 'Captures of payments'],
  ['POST /v1/payments/{paymentid}/cancel', 'Cancellations of payments'],
  ['POST /v1/refunds', 'Refunds of payments'],
  ['POST /subscriptions/api/providers/{providerid}/paymentrequests', 'Batches of charges'],
  [
    'POST /subscriptions/api/providers/{providerid}/agreements/{agreementid}/oneoffpayments/{paymentid}/capture',
    'Captures of one-offs',
  ],
  [
    'POST /subscriptions/api/providers/{providerid}/agreements/{agreementid}/payments/{paymentid}/refunds',
    'Refunds of charges',
  ],
  ['POST /invoice-restapi/api/v1/merchants/{merchantid}/invoices/batch', 'Batches of invoices'],
  [
    'POST /invoice-restapi/api/v1/merchants/{merchantid}/invoices/link/batch',
    'Batches of invoice links',
  ],
]

const page = '<!doctype html><title>Bad gateway</title><h1>Something else answers</h1>'

const badGateway = { status: 502, contentType: 'text/html', body: page } as const

const faults: readonly {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly fault: Mishap
}[] = [
  {
    name: 'delay',
    label: 'answer after 5 seconds',
    fault: { kind: 'delay', milliseconds: 5000 },
  },
  { name: 'reset', label: 'break off before anything is done', fault: { kind: 'reset' } },
  { name: 'lose', label: 'do everything, and lose the answer', fault: { kind: 'lose' } },
  {
    name: 'respond',
    label: 'be answered 502 by something else',
    fault: { kind: 'respond', ...badGateway },
  },
  {
    name: 'misreport',
    label: 'do everything, and be answered 502',
    hint: ' (single operations only)',
    fault: { kind: 'misreport', ...badGateway },
  },
]

/** On the way to a host, or in one operation of the APIs. */
export type ArrangedFault = (
  | { readonly route: FaultRoute; readonly fault: Fault }
  | { readonly operation: string; readonly fault: Mishap }
) & {
  readonly times: number
  readonly told: string
}

const option = (value: string, text: string) => html`<option value="${value}">${text}</option>`

export function faultForm(): Html {
  return html`<section class="card" aria-labelledby="faults">
    <h2 id="faults">Faults</h2>
    <form method="post" action="${phonePaths.clock}">
      <label class="field">
        The next
        <input type="number" name="times" value="1" min="1" max="99" />
      </label>
      <label class="field">
        of these
        <select name="route">
          ${[...routes, ...operations].map(([value, label]) => option(value, label))}
        </select>
      </label>
      <label class="field">
        will
        <select name="fault">
          ${faults.map(({ name, label, hint = '' }) => option(name, label + hint))}
        </select>
      </label>
      <div class="actions">
        <button name="do" value="fault">Arrange</button>
        <button name="do" value="no-faults">Take all back</button>
      </div>
    </form>
  </section>`
}

/** Reads the form; undefined when it was not filled in by hand. */
export const readFault = (form: Readonly<Record<string, unknown>>): ArrangedFault | undefined => {
  const isChosen = ([value]: readonly [string, string]) => value === form['route']
  const route = routes.find(isChosen)
  const operation = operations.find(isChosen)
  const kind = faults.find(({ name }) => name === form['fault'])
  const times = Number(form['times'])
  if (!kind || !Number.isInteger(times) || times < 1 || times > 99) return undefined
  const told = (label: string) =>
    `${label}: the next ${times === 1 ? 'one' : times} will ${kind.label}.`
  const { fault } = kind
  if (operation) return { operation: operation[0], fault, times, told: told(operation[1]) }
  if (!route || fault.kind === 'misreport') return undefined
  return { route: route[0], fault, times, told: told(route[1]) }
}
