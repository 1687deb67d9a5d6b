import { MobilePayConnect } from './mobilepay-connect.ts'

const name = 'mobilepay-connect'

// A page may load the script twice, e.g. pinned and unpinned: the first one serves.
if (customElements.get(name) === undefined) customElements.define(name, MobilePayConnect)
