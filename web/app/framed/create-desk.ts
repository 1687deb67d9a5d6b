import type { QueryClient } from '@tanstack/react-query'

import { frameHeaders } from '#shared/api.ts'

import { sendBy } from '../../api/client.ts'
import { sessionQuery } from '../../api/session.ts'
import { createFrameFetch } from '../../embed/frame-fetch.ts'
import type { Frame } from '../../embed/frame.ts'
import type { LoginRequest } from '../../embed/login-calls.ts'
import { formOf, isUnderWay, type Login, loginMessages } from '../../embed/login-state.ts'
import { createLogin } from '../../embed/login.ts'
import type { Desk } from '../../features/connect/desk.ts'
import { createValue, type Value } from '../../ui/value.ts'

interface FramedDesk {
  readonly desk: Value<Desk>
  /** Goes on with logins that were under way when the page was left. */
  readonly resume: (pending: readonly string[]) => void
  /** Asks for another login, whatever the last one came to. */
  readonly begin: (request: LoginRequest) => void
}

/** Makes the frame's way to the bff, and the login that uses it. */
export function createDesk(client: QueryClient, frame: Frame): FramedDesk {
  const send = createFrameFetch(frame.client, async (path, init) => {
    const response = await fetch(path, init)
    if (isHeldByPage(init, response)) desk.set({ ...desk.get(), isCookieless: true })
    return response
  })
  sendBy(send)

  let asked: string | undefined
  /** Of a form that asks for something else than what is on the screen by now. */
  let staleToken: string | undefined
  let actual: Login = { phase: 'idle' }

  function show(login: Login): void {
    const isStale = staleToken !== undefined && formOf(login)?.h === staleToken
    desk.set({ ...desk.get(), login: isStale ? withoutForm(login) : login })
  }

  const login = createLogin({
    fetch: send,
    messages: window,
    origin: location.origin,
    onChange(next) {
      // A form that comes or is renewed is no news to the portal.
      if (!isSameStep(actual, next)) for (const message of loginMessages(next)) frame.post(message)
      actual = next
      if (next.phase === 'connected') void arrive()
      else show(next)
    },
  })

  /** The login counts as over only when it is known who is connected. */
  async function arrive(): Promise<void> {
    // What was asked through the connection before would only tell of its end.
    await client.cancelQueries()
    await client.invalidateQueries()
    if (client.getQueryData(sessionQuery.queryKey)?.state === 'connected') show(actual)
    else login.startOver()
  }

  const desk: Value<Desk> = createValue<Desk>({
    login: actual,
    isCookieless: false,
    prepare(request) {
      const wish = JSON.stringify(request)
      if (asked !== undefined && asked !== wish) staleToken = formOf(actual)?.h
      asked = wish
      login.prepare(request)
      show(actual)
    },
    press: login.press,
    submit: login.submit,
    useOther: login.useOther,
    startOver() {
      // Nothing else would tell the portal that nobody waits any more.
      if (isUnderWay(actual) || actual.phase === 'other') {
        frame.post({ type: 'login', state: 'failed' })
      }
      login.startOver()
    },
  })
  return {
    desk,
    resume: login.resume,
    begin(request) {
      if (!isUnderWay(actual)) login.startOver()
      desk.get().prepare(request)
    },
  }
}

function isSameStep(one: Login, other: Login): boolean {
  if (one.phase !== 'failed' || other.phase !== 'failed') return one.phase === other.phase
  return one.reason === other.reason
}

function withoutForm(login: Login): Login {
  if (login.phase === 'ready') return { phase: 'idle' }
  return 'form' in login ? { ...login, form: undefined } : login
}

/** Whether this call shows that the page keeps for itself what a cookie should. */
function isHeldByPage(init: RequestInit | undefined, response: Response): boolean {
  const { body, headers } = init ?? {}
  return (
    new Headers(headers).has(frameHeaders.handle) ||
    response.headers.has(frameHeaders.session) ||
    (typeof body === 'string' && body.includes('"cookieless":true'))
  )
}
