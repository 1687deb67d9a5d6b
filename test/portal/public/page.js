// Fjordbook's own page. Nothing in here knows of MobilePay Connect.
import { businesses } from './bookings.js'
import { find, make } from './dom.js'
import { words } from './words.js'

const switches = find('#switches', HTMLFormElement)
const status = find('#status', HTMLOutputElement)

// What the switches are set to stands in the address: a reload, or a link, shows the same.
const query = new URLSearchParams(location.search)
const state = {
  vat: known(query.get('vat'), Object.keys(businesses)),
  locale: known(query.get('locale'), Object.keys(words)),
  theme: known(query.get('theme'), ['auto', 'light', 'dark']),
}

/** @param {string | null} value @param {string[]} values */
function known(value, values) {
  return values.find((one) => one === value) ?? values[0] ?? ''
}

/**
 * Draws the page, now and when a switch is turned, and then tells what the switches say.
 *
 * @param {(state: { readonly vat: string, readonly locale: string, readonly theme: string }) => void} tell
 */
export function startPage(tell) {
  for (const [vat, { name }] of Object.entries(businesses)) {
    find('[name=vat]', HTMLSelectElement).add(new Option(name, vat))
  }
  for (const [name, value] of Object.entries(state)) {
    find(`[name=${name}]`, HTMLSelectElement).value = value
  }
  switches.addEventListener('change', () => {
    for (const [name, value] of new FormData(switches)) Object.assign(state, { [name]: value })
    const now = new URLSearchParams(location.search)
    for (const [name, value] of Object.entries(state)) now.set(name, value)
    history.replaceState(null, '', `?${now.toString()}${location.hash}`)
    draw()
    tell(state)
  })
  draw()
  tell(state)
}

/**
 * Says how it stands with the payments.
 *
 * @param {string} word
 */
export function setStatus(word) {
  status.dataset['word'] = word
  draw()
}

/**
 * Adds to the log.
 *
 * @param {string} name
 * @param {unknown} detail
 */
export function log(name, detail) {
  const item = document.createElement('li')
  item.append(make('time', new Date().toLocaleTimeString(state.locale)), make('b', name))
  if (detail !== null) item.append(make('code', JSON.stringify(detail)))
  const events = find('#events', HTMLOListElement)
  events.prepend(item)
  events.children[50]?.remove()
}

function draw() {
  const texts = words[state.locale] ?? {}
  const business = businesses[state.vat]
  document.documentElement.lang = state.locale
  document.documentElement.dataset['theme'] = state.theme
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = texts[element.getAttribute('data-word') ?? ''] ?? ''
  }
  if (business === undefined) return
  find('#business', HTMLElement).textContent = business.name
  const { currency, bookings } = business
  const money = new Intl.NumberFormat(state.locale, { style: 'currency', currency })
  const rows = bookings.map(({ time, what, guest, guests, amount, payment }) => {
    const pillOf = () => {
      const pill = make('span', texts[payment] ?? '')
      pill.className = `pill ${payment}`
      return pill
    }
    const booking = make('td', what)
    booking.append(make('small', guest))
    const number = make('td', String(guests))
    number.className = 'wide number'
    const sum = make('td', money.format(amount))
    sum.className = 'number'
    // On a phone there is no room for a column of its own.
    const below = make('div', pillOf())
    below.className = 'narrow'
    sum.append(below)
    const paid = make('td', pillOf())
    paid.className = 'wide'
    const row = document.createElement('tr')
    row.append(make('td', time), booking, number, sum, paid)
    return row
  })
  find('#rows', HTMLElement).replaceChildren(...rows)
}
