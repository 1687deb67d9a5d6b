import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import { hashSecret } from '../session/handle.ts'
import type { RouteContext } from './env.ts'
import { requireFrame, requireHandle } from './frame-caller.ts'

/** How long a waiting call is held; below what proxies commonly allow. */
const holdMilliseconds = 25_000

/**
 * `GET /auth/wait?hid&since`: holds until the login is at another point than `since`, and answers
 * with that, or after 25 s with 204. Of two calls for one handle the older gets its 204 at once.
 * With `peek` it answers at once, which tells a frame whether its handle's cookie was kept.
 *
 * @param draining - aborts when the process is to end: waiting calls then answer at once.
 */
export function createEmbedWait(deps: Deps, draining: AbortSignal) {
  const waiting = new Map<string, AbortController>()

  return async function embedWait(c: RouteContext) {
    const caller = requireFrame(deps, c)
    const query = new URL(c.req.url).searchParams
    const id = query.get('hid')
    if (id === null) throw new BffError('invalid_request', { message: 'Which handle?' })
    const name = hashSecret((await requireHandle(deps, c, caller, id)).secret)
    const since = query.get('since')
    const { mailbox } = deps.store
    if (query.has('peek')) return c.json(await mailbox.get(name))

    waiting.get(name)?.abort()
    const superseded = new AbortController()
    waiting.set(name, superseded)
    const over = AbortSignal.any([
      AbortSignal.timeout(holdMilliseconds),
      superseded.signal,
      draining,
      c.req.raw.signal,
    ])
    try {
      while (!over.aborted) {
        const changed = mailbox.changed(name, over)
        const mail = await mailbox.get(name)
        if (mail.status !== since && !superseded.signal.aborted) return c.json(mail)
        await changed
      }
      return c.body(null, 204)
    } finally {
      if (waiting.get(name) === superseded) waiting.delete(name)
      superseded.abort()
    }
  }
}
