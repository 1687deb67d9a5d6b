// The least console that can connect a merchant in a frame: a form, and words for each state.
import { sessionSchema } from '#shared/api.ts'

import { createFrameFetch } from '../../../../web/embed/frame-fetch.ts'
import { connectFrame } from '../../../../web/embed/frame.ts'
import { loginMessages } from '../../../../web/embed/login-state.ts'
import { createLogin } from '../../../../web/embed/login.ts'

const frame = connectFrame({
  onOptions({ vat }) {
    if (vat !== undefined) login.prepare({ vat, scopes: frame?.scopes ?? [] })
  },
  onNavigate() {},
  onRefresh: () => void showSession(),
  onLogout: () => void logOut(),
})
const fetchFrame = createFrameFetch(frame?.client ?? '', (path, init) => fetch(path, init))
const login = createLogin({
  fetch: fetchFrame,
  messages: window,
  origin: location.origin,
  onChange(state) {
    document.body.dataset['phase'] = state.phase
    for (const message of loginMessages(state)) frame?.post(message)
    const form = 'form' in state ? state.form : undefined
    document.querySelector('form')?.remove()
    if (form !== undefined) document.body.append(drawForm(form))
    if (state.phase === 'connected') void showSession()
  },
})

/** @param {import('../../../../web/embed/login-state.ts').StartForm} form */
function drawForm({ h, target }) {
  const drawn = document.createElement('form')
  Object.assign(drawn, { method: 'post', action: '/auth/login', target })
  const field = Object.assign(document.createElement('input'), {
    type: 'hidden',
    name: 'h',
    value: h,
  })
  const button = Object.assign(document.createElement('button'), { textContent: 'Connect' })
  drawn.append(field, button)
  drawn.addEventListener('submit', (event) => login.submit(event))
  return drawn
}

async function showSession() {
  const session = sessionSchema.parse(await (await fetchFrame('/auth/session')).json())
  document.body.dataset['connected'] = String(session.connected)
  if (session.connected) {
    frame?.post({ type: 'session', signedIn: true, merchant: session.merchant })
  } else {
    login.resume(session.pending ?? [])
    frame?.post({ type: 'session', signedIn: false })
  }
}

async function logOut() {
  await fetchFrame('/auth/logout', { method: 'POST' })
  await showSession()
}

// A portal without our script names no merchant.
if (frame !== undefined) login.prepare({ vat: 'DK12345678', scopes: frame.scopes })
void showSession()
