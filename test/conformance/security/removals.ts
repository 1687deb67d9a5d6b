import { runRemovals } from '../../support/removals.ts'
import { libraryRemovals } from './library-removals.ts'
import { loginRemovals } from './login-removals.ts'
import { proxyRemovals } from './proxy-removals.ts'
import { tokenRemovals } from './token-removals.ts'

// Takes each security check out of a copy of the sources, the library's included, and runs the test
// that is there for it: `node test/conformance/security/removals.ts` ends with 1 if one is not missed.
// Words narrow it down to the rules that have one of them in their name.
const words = process.argv.slice(2)
const all = [...libraryRemovals, ...loginRemovals, ...tokenRemovals, ...proxyRemovals]
const chosen = all.filter(
  ({ rule }) => words.length === 0 || words.some((word) => rule.includes(word)),
)
await runRemovals(chosen, {
  packages: ['oauth4webapi'],
  parallel: 2,
})
