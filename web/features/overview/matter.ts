import type { Problem } from '../../ui/problem.ts'

/** Something that may need attention, as far as it is known. */
export type Matter<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'nothing' }
  | { readonly state: 'something'; readonly what: T }
  | { readonly state: 'failed'; readonly problem: Problem; readonly retry: () => void }

export const nothing = { state: 'nothing' } as const
