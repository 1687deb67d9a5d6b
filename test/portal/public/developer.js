// Not for your portal: ways to try the element out, and to see what an iframe of your own needs.
import { find } from './dom.js'

const needed = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
]

/** @param {HTMLElement} connect */
export function openDeveloperMenu(connect) {
  const form = find('#options', HTMLFormElement)
  const query = new URLSearchParams(location.search)
  const given = query.get('sandbox')?.split(' ')
  for (const token of needed) {
    const input = document.createElement('input')
    Object.assign(input, { type: 'checkbox', name: token, checked: given?.includes(token) ?? true })
    const label = document.createElement('label')
    label.append(input, ` ${token}`)
    find('#tokens', HTMLElement).append(label)
  }
  box('sandbox').checked = given !== undefined
  box('auto-height').checked = query.has('auto-height')
  box('hide-title').checked = query.has('hide-title')

  const payments = find('#payments', HTMLElement)
  const ownFrame = document.createElement('iframe')
  ownFrame.title = 'MobilePay Connect'
  ownFrame.id = 'own-frame'

  function apply() {
    connect.toggleAttribute('auto-height', box('auto-height').checked)
    connect.toggleAttribute('hide-title', box('hide-title').checked)
    ownFrame.remove()
    if (!box('sandbox').checked) {
      if (!connect.isConnected) payments.append(connect)
      return
    }
    connect.remove()
    ownFrame.setAttribute('sandbox', needed.filter((token) => box(token).checked).join(' '))
    const script = document.querySelector('script[src$="/embed.js"]')?.getAttribute('src') ?? ''
    ownFrame.src = script.replace('/embed.js', `/embed/${connect.getAttribute('client-key')}`)
    payments.append(ownFrame)
  }

  form.addEventListener('change', apply)
  apply()
}

/** @param {string} name */
function box(name) {
  return find(`#options [name=${name}]`, HTMLInputElement)
}
