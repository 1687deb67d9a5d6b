import { matchRoutes, type RouteObject } from 'react-router'

/**
 * Loads a page's code as soon as somebody points at a link to it, or reaches it by keyboard: mostly
 * it is there before the click is.
 */
export function preloadPages(pages: readonly RouteObject[]): void {
  const routes = [...pages]
  let last: string | null = null
  const load = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest('a[href]') : null
    const to = link?.getAttribute('href') ?? null
    // Without a connection it would fail for nothing, and some browsers remember that.
    if (to === null || to === last || !to.startsWith('/') || !navigator.onLine) return
    last = to
    for (const { route } of matchRoutes(routes, to) ?? []) {
      // Again where it is there already: that is the module's own promise, and no request.
      if (typeof route.lazy === 'function') void route.lazy()
    }
  }
  document.addEventListener('pointerover', load)
  document.addEventListener('focusin', load)
}
