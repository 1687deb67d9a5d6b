import { refusesToStart as refuses, startSubject as start } from './own-subject.ts'
import type { Subject, SubjectModule, Wishes } from './subject.ts'

const chosen = process.env['CONFORMANCE_SUBJECT']

function isSubjectModule(module: unknown): module is SubjectModule {
  return typeof module === 'object' && module !== null && 'startSubject' in module
}

async function subjectModule(): Promise<SubjectModule> {
  if (chosen === undefined) return { startSubject: start, refusesToStart: refuses }
  const module: unknown = await import(chosen)
  if (!isSubjectModule(module)) throw new Error(`${chosen} exports no startSubject`)
  return module
}

/** Starts the bff that is judged, with a stand-in of its own. */
export async function startSubject(wishes: Wishes = {}): Promise<Subject> {
  return (await subjectModule()).startSubject(wishes)
}

/** Whether it refuses to start with this address. */
export async function refusesToStart(
  ...asked: Parameters<SubjectModule['refusesToStart']>
): Promise<boolean> {
  return (await subjectModule()).refusesToStart(...asked)
}
