// How Fjordbook and MobilePay Connect work together: this file is the one to copy from.
import { openDeveloperMenu } from './developer.js'
import { find } from './dom.js'
import { log, setStatus, startPage } from './page.js'

const connect = document.querySelector('mobilepay-connect')
if (connect === null) throw new Error('the page has no console')

// Our colours. One that would be hard to read is corrected by the console.
connect.appearance = { accent: '#b64e37', radius: 6 }

// The console follows its attributes, so telling it is setting them.
startPage(({ vat, locale, theme }) => {
  connect.setAttribute('locale', locale)
  connect.setAttribute('theme', theme)
  // The merchant that our page is about. Should another one be connected, that counts as none.
  connect.setAttribute('vat', vat)
})

// Where the console is stands behind our `#`, so that a reload or a link comes back to it.
const pathInHash = () => (location.hash.startsWith('#/') ? location.hash.slice(1) : null)
const path = pathInHash()
if (path !== null) connect.setAttribute('view', path)
addEventListener('hashchange', () => {
  const next = pathInHash()
  if (next !== null) connect.navigate(next)
})
connect.addEventListener('mpc-navigate', ({ detail }) => {
  history.replaceState(null, '', `${location.search}#${detail.path}`)
})

// What it tells us shows beside our own heading.
const logoutButton = find('#logout', HTMLButtonElement)
setStatus('loading')
let isConnected = false
connect.addEventListener('mpc-session', ({ detail }) => {
  isConnected = detail.signedIn
  setStatus(isConnected ? 'connected' : 'notConnected')
  logoutButton.hidden = !detail.signedIn
})
connect.addEventListener('mpc-login', ({ detail }) => {
  if (detail.state === 'started' || detail.state === 'waiting') setStatus('waiting')
  else setStatus(isConnected || detail.state === 'done' ? 'connected' : 'notConnected')
})
connect.addEventListener('mpc-error', ({ detail }) => {
  if (detail.code === 'no_answer') setStatus('trouble')
})

// Our own buttons lead to its pages.
for (const button of document.querySelectorAll('[data-go]')) {
  button.addEventListener('click', () => connect.navigate(button.getAttribute('data-go') ?? '/'))
}
find('#refresh', HTMLButtonElement).addEventListener('click', () => connect.refresh())
logoutButton.addEventListener('click', () => connect.logout())

// For you to see: every event there is.
for (const type of ['mpc-ready', 'mpc-session', 'mpc-navigate', 'mpc-login', 'mpc-error']) {
  connect.addEventListener(type, (event) => {
    if (event instanceof CustomEvent) log(type, event.detail)
  })
}

openDeveloperMenu(connect)
