import * as z from 'zod/mini'

import { useDraft } from './drafts.ts'

const sentDraft = z.object({ isSent: z.boolean() })

/**
 * Whether a form was sent and left without a clear answer, for the page that it is about. Looked up
 * when the component is mounted.
 */
export function useIsUnsettled(name: string): boolean {
  return useDraft(name, sentDraft).saved?.isSent ?? false
}
