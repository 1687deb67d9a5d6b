// A console with nothing but its end of the line: it keeps what it hears.
import { connectFrame } from '../../../../web/embed/frame.ts'

/** @type {unknown[]} */
const heard = []

const frameLine = connectFrame({
  onOptions: (options) => heard.push(['options', options]),
  onNavigate: (path) => heard.push(['navigate', path]),
  onRefresh: () => heard.push(['refresh']),
  onLogout: () => heard.push(['logout']),
})
// For the test, which looks in from outside.
Object.assign(window, { heard, frameLine })
