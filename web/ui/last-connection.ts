import * as z from 'zod/mini'

import { recall, remember } from './storage.ts'

/** `reason` is the code of what ended it; null: it has not ended, as far as was known. */
const schema = z.object({ vat: z.string(), reason: z.nullable(z.string()) })

type LastConnection = z.infer<typeof schema>

const name = 'connection'

/** Remembers who is connected, so that somebody who is not any more can be told why. */
export function noteConnection(connection: LastConnection): void {
  remember(name, JSON.stringify(connection))
}

/** Who was connected in this browser and did not disconnect. */
export function lastConnection(): LastConnection | null {
  try {
    const parsed = z.safeParse(schema, JSON.parse(recall(name) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What is ended on purpose needs no explanation. */
export function forgetLastConnection(): void {
  remember(name, null)
}
