import { html } from 'hono/html'

import { clockText } from '../phone/show.ts'
import type { Html } from '../portal/layout.ts'
import type { Check, TutorialEntry } from './tutorial.ts'

/** One entry, the same for the page as it is served and for what is added to it live. Refusals are open to read. */
export function entryView(entry: TutorialEntry): Html {
  const { at, checks = [], number, refused, request, response, title, why } = entry
  return html`<li class="${refused ? 'refused' : ''}" id="entry-${entry.id}">
    <details ${refused ? 'open' : ''}>
      <summary>
        <span class="number">${number ?? '+'}</span>
        <h3>${title} <time datetime="${new Date(at).toISOString()}">${clockText(at)}</time></h3>
        <span class="gist">${gistOf(entry)}</span>
      </summary>
      <article>
        <p class="muted">${why}</p>
        <div class="exchange">
          ${request && block('Request', request)} ${response && block('Response', response)}
        </div>
        <ul class="checks">
          ${checks.map(checkView)}
        </ul>
      </article>
    </details>
  </li>`
}

/** What was asked and what came of it, on one line. */
const gistOf = ({ number, request, response }: TutorialEntry) => {
  const [asked = ''] = (request ?? response ?? '').split('\n')
  return number === 8 ? `${asked} → ${response ?? ''}` : asked
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
