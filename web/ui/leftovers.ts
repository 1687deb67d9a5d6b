import { forgetDrafts } from './drafts.ts'
import { forgetLastConnection } from './last-connection.ts'

/** The database of imports (features/import/job-store.ts), whose rows name customers. */
export const importsDatabase = 'mpc-imports'

/** Forgets what this browser kept of a business for the person who has now disconnected it. */
export async function forgetLeftovers(): Promise<void> {
  forgetDrafts()
  forgetLastConnection()
  try {
    const { deleteDB } = await import('idb')
    await deleteDB(importsDatabase)
  } catch (error) {
    // A frame without storage, or a private window of some browsers.
    if (!(error instanceof DOMException || error instanceof ReferenceError)) throw error
  }
}
