import { html } from 'hono/html'

import type { Html } from '../portal/layout.ts'
import type { Check, TutorialEntry } from './tutorial.ts'

/** One entry, the same for the page as it is served and for what is added to it live. */
export function entryView(entry: TutorialEntry): Html {
  const { at, checks = [], number, refused, request, response, title, why } = entry
  const time = new Date(at)
  return html`<li class="${refused ? 'refused' : ''}" id="entry-${entry.id}">
    <span class="number">${number ?? '+'}</span>
    <article>
      <h3>
        ${title} <time datetime="${time.toISOString()}">${time.toTimeString().slice(0, 8)}</time>
      </h3>
      <p class="muted">${why}</p>
      <div class="exchange">
        ${request && block('Request', request)} ${response && block('Response', response)}
      </div>
      <ul class="checks">
        ${checks.map(checkView)}
      </ul>
    </article>
  </li>`
}

function block(name: string, text: string): Html {
  return html`<div>
    <h4>${name}</h4>
    <pre>${text}</pre>
  </div>`
}

function checkView({ outcome, what, source }: Check): Html {
  return html`<li class="${outcome}">${what} <span class="source">${source}</span></li>`
}
