import { runRemovals } from '../../support/removals.ts'
import { removals } from './removal-list.ts'

// Takes each rule out of a copy of the sources and runs the test that is there for it:
// `node test/conformance/refresh/removals.ts` ends with 1 if one is not missed.
await runRemovals(removals)
