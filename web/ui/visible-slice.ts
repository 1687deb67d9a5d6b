import { useLayoutEffect, useState } from 'react'

import { sliceOf } from './slice-of.ts'

/** Whether the frame is as tall as its content. */
export const isAutoHeight = () => document.documentElement.dataset['autoHeight'] !== undefined

/**
 * For what opens over the page. A frame that is as tall as its content is mostly scrolled out of
 * view, and its middle is not the screen's: there `--slice-top` and `--slice-bottom` of the root say
 * how far from the edges the part lies that was in view when this opened.
 *
 * @returns whether they are known by now.
 */
export function useVisibleSlice(): boolean {
  const [isKnown, setIsKnown] = useState(() => !isAutoHeight())
  useLayoutEffect(() => {
    if (!isAutoHeight()) return undefined
    const root = document.documentElement
    // A new observer each time: one that has told already keeps silent while the ratio is the same.
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect()
      if (entry) {
        const { top, bottom } = sliceOf(entry.intersectionRect, root.clientHeight)
        root.style.setProperty('--slice-top', `${top}px`)
        root.style.setProperty('--slice-bottom', `${bottom}px`)
      }
      setIsKnown(true)
    })
    observer.observe(root)
    return () => observer.disconnect()
  }, [])
  return isKnown
}
