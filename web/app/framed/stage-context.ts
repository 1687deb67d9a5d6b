import { createContext, use } from 'react'

import type { Stage } from './stage.ts'

export const StageContext = createContext<Stage | null>(null)

/** The portal around the console, for what is shown in one only. */
export function useStage(): Stage {
  const stage = use(StageContext)
  if (!stage) throw new Error('used outside a portal')
  return stage
}
