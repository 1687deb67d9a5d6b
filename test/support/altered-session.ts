import type { Session } from '../../bff/session/session.ts'
import type { Browser } from './browser.ts'
import type { Stack } from './stack.ts'

const name = '__Host-Http-mpc'

/**
 * Puts another session of the same installation into a browser: the one it has, altered. For what
 * MobilePay's stand-in never hands out.
 */
export async function alterSession(
  { bff }: Stack,
  browser: Browser,
  alter: (session: Session) => Session,
): Promise<void> {
  const opened = await bff.deps.sessions.open(browser.jar.get(name) ?? '')
  if (opened.kind !== 'open') throw new Error('nobody is connected in this browser')
  browser.jar.set(name, await bff.deps.sessions.seal(alter(opened.session)))
}
