import { runRemovals } from '../../support/removals.ts'
import { browserRemovals } from './browser-removals.ts'
import { serverRemovals } from './server-removals.ts'

// Takes each defence out of a copy of the sources and runs the test that is there for it:
// `node test/conformance/embed/removals.ts` ends with 1 if one is not missed.
await runRemovals(serverRemovals)
await runRemovals(browserRemovals, { console: true })
