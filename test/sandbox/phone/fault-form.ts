import { html } from 'hono/html'

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

const page = '<!doctype html><title>Bad gateway</title><h1>Something else answers</h1>'

const faults: Readonly<Record<string, { readonly label: string; readonly fault: Fault }>> = {
  delay: { label: 'answer after 5 seconds', fault: { kind: 'delay', milliseconds: 5000 } },
  reset: { label: 'break off before anything is done', fault: { kind: 'reset' } },
  lose: { label: 'do everything, and lose the answer', fault: { kind: 'lose' } },
  respond: {
    label: 'are answered 502 by something else',
    fault: { kind: 'respond', status: 502, contentType: 'text/html', body: page },
  },
}

export interface ArrangedFault {
  readonly route: FaultRoute
  readonly fault: Fault
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
          ${routes.map(([route, label]) => option(route, label))}
        </select>
      </label>
      <label class="field">
        will
        <select name="fault">
          ${Object.entries(faults).map(([name, { label }]) => option(name, label))}
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
  const route = routes.find(([name]) => name === form['route'])
  const kind = Object.entries(faults).find(([name]) => name === form['fault'])
  const times = Number(form['times'])
  if (!route || !kind || !Number.isInteger(times) || times < 1 || times > 99) return undefined
  const told = `${route[1]}: the next ${times === 1 ? 'one' : times} will ${kind[1].label}.`
  return { route: route[0], fault: kind[1].fault, times, told }
}
