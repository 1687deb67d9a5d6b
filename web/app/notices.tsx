import { lazy, Suspense } from 'react'

import { isSpeaking, loadToasts } from '../ui/notify.ts'
import { useValue } from '../ui/value.ts'

const Toasts = lazy(async () => ({ default: (await loadToasts()).Toasts }))

/** Where notes appear, over whatever page; nothing until there is one. */
export function Notices() {
  return useValue(isSpeaking) ? (
    <Suspense>
      <Toasts />
    </Suspense>
  ) : null
}
