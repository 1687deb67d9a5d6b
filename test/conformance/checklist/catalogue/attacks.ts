import type { Item } from '../catalogue.ts'

/** Attacks that take more than one wrong answer. */
export const attacks: readonly Item[] = [
  { id: 'attack 1', title: 'login CSRF' },
  { id: 'attack 2', title: 'callback replay' },
  { id: 'attack 3', title: 'two tabs' },
  { id: 'attack 4', title: 'stale transaction' },
  { id: 'attack 5', title: 'query smuggling' },
  { id: 'attack 6', title: 'fragment relay' },
  { id: 'attack 7', title: 'concurrent refresh with single-use tokens' },
  { id: 'attack 8', title: 'lost response at refresh' },
  { id: 'attack 9', title: 'grants revoked, or all tokens refused' },
  { id: 'attack 10', title: 'provider and bff on different sites, in a browser' },
]
