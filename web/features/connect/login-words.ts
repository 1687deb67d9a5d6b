import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

import type { FailureReason, Login } from '../../embed/login-state.ts'

/** How a login in a portal's page can end without a connection. */
export type LoginProblem = FailureReason | 'burnt' | 'expired'

export function problemOf(login: Login): LoginProblem | null {
  if (login.phase === 'failed') return login.reason
  return login.phase === 'burnt' || login.phase === 'expired' ? login.phase : null
}

interface Words {
  readonly tone: 'info' | 'warn' | 'bad'
  /** With a place for the name of the `portal`. */
  readonly text: MessageDescriptor
}

/** What each says to the merchant. */
export const loginWords: Readonly<Record<LoginProblem, Words>> = {
  denied: {
    tone: 'info',
    text: msg`Nothing was connected: the request was declined at MobilePay.`,
  },
  refused: {
    tone: 'bad',
    text: msg`MobilePay’s answer did not pass our security checks, so it was not used and nothing is connected. Start a new login.`,
  },
  provider_error: {
    tone: 'bad',
    text: msg`MobilePay’s login ended with a fault. Nothing was changed; try again later.`,
  },
  provider_unavailable: {
    tone: 'bad',
    text: msg`MobilePay’s login did not answer. Try again in a moment.`,
  },
  elsewhere: {
    tone: 'warn',
    text: msg`You were signed out of MobilePay before the login was finished. Nothing was changed; start a new one.`,
  },
  not_allowed: {
    tone: 'bad',
    text: msg({
      message: '{portal} cannot connect this business here. Check the VAT number, or ask {portal}.',
    }),
  },
  cookies_blocked: {
    tone: 'bad',
    text: msg({
      message:
        'Your browser keeps no cookies for pages inside {portal}, so MobilePay can only be connected in a window of its own.',
    }),
  },
  unreachable: {
    tone: 'warn',
    text: msg`Connect does not answer at the moment. It keeps trying; you need do nothing.`,
  },
  interrupted: {
    tone: 'bad',
    text: msg`You answered at MobilePay, but your answer did not reach Connect. Check the internet connection and go to MobilePay once more.`,
  },
  burnt: {
    tone: 'warn',
    text: msg`The same login was started twice, so its answer was not used, for your safety. Start a new one.`,
  },
  expired: {
    tone: 'warn',
    text: msg`The login took too long, so its answer no longer counts. Nothing was changed; start a new one.`,
  },
}
