import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useLocation } from 'react-router'

import type { EmbedOptions } from '#shared/embed.ts'

import type { Frame } from '../../embed/frame.ts'

/** How pages behave inside a portal, which hears where the console is and what that is called. */
export function usePlace(frame: Frame, { autoHeight = false, hideTitle = false }: EmbedOptions) {
  const { pathname, search } = useLocation()
  const path = pathname + search
  const here = useRef({ path, title: '', told: '' })
  // Before any page's effects, which say the title.
  useLayoutEffect(() => {
    here.current.path = path
  }, [path])

  const { place, tellPortal } = useMemo(() => {
    const tell = (): void => {
      const { path: now, title, told } = here.current
      const news = `${now} ${title}`
      if (title === '' || news === told) return
      here.current.told = news
      frame.post({ type: 'navigate', path: now, title })
    }
    return {
      tellPortal: tell,
      place: {
        portal: frame.portalName,
        products: frame.scopes,
        isTitleHidden: hideTitle,
        arrive(heading: HTMLElement): void {
          // The portal may have led here, and keeps the focus then.
          if (document.hasFocus()) heading.focus({ preventScroll: true })
          if (autoHeight) frame.post({ type: 'scrollTo', top: 0 })
          else window.scrollTo(0, 0)
        },
        tellTitle(title: string): void {
          here.current.title = title
          tell()
        },
      },
    }
  }, [frame, autoHeight, hideTitle])
  useEffect(tellPortal, [tellPortal, path])
  return place
}
