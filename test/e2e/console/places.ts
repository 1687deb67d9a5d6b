import * as z from 'zod/mini'

/** An address of the console, as its route writes it: `/payouts/:transferId`. */
export type Pattern = string

interface Route {
  readonly path?: string | undefined
  /** What fetches its page; a route without is a part of the address of the one around it. */
  readonly lazy?: unknown
  readonly children?: readonly Route[] | undefined
}

const routeSchema: z.ZodMiniType<Route> = z.object({
  path: z.optional(z.string()),
  lazy: z.optional(z.unknown()),
  children: z.optional(z.array(z.lazy(() => routeSchema))),
})

/** What is no page of a connected merchant, but can be seen by everyone. */
export const publicPatterns: readonly Pattern[] = [
  '/connect',
  '/connect?problem=access_denied',
  '/nowhere',
  '/auth/login?merchant_vat=DK1',
]

/** Every page that the console's own routes name, so that no new one is left out. */
export async function readPatterns(): Promise<readonly Pattern[]> {
  // Modules of the console look at the screen and at what is remembered when they are loaded. Not a
  // path that the compiler would follow: the tests have no DOM.
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: false, addEventListener() {} }),
    localStorage: { getItem: () => null },
  })
  const module = ['../../../web', 'routes.tsx'].join('/')
  const loaded: unknown = await import(module)
  const { pages } = z.object({ pages: z.array(routeSchema) }).parse(loaded)
  return pages.flatMap((page) => patternsOf(page, ''))
}

function patternsOf({ path, lazy, children = [] }: Route, base: string): readonly Pattern[] {
  const own = path === undefined ? base : path.startsWith('/') ? path : `${base}/${path}`
  const below = children.flatMap((child) => patternsOf(child, own))
  const isPage = lazy !== undefined || children.length === 0
  return [...(isPage && !own.includes('*') ? [own] : []), ...below]
}
