import type { RedeemAnswer } from '#shared/api.ts'
import type { FrameMessage } from '#shared/embed.ts'

/**
 * What the start form needs: `<form method="post" action="/auth/login" target={target}>` with a
 * hidden field `h`. Good for one submit.
 */
export interface StartForm {
  readonly h: string
  readonly target: string
}

export type FailureReason =
  | Exclude<Extract<RedeemAnswer, { readonly connected: false }>['reason'], 'other_business'>
  /** This merchant or product cannot be connected in this portal. */
  | 'not_allowed'
  /** The browser keeps no cookies here and the server insists on them: only a tab of its own helps. */
  | 'cookies_blocked'
  /** Our server does not answer; it is being tried again. */
  | 'unreachable'
  /** The merchant has answered, but our server could not be told. */
  | 'interrupted'

/** How far the login in this frame is. Where a `form` is, Connect can be pressed. */
export type Login =
  /** Not asked for, or the form is still on its way. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'ready'; readonly form: StartForm }
  /** Submitted; whether a window has opened is not known yet. */
  | { readonly phase: 'opening' }
  /** No window within seconds of the click. `form` is for `_blank`, and is another login. */
  | { readonly phase: 'blocked'; readonly form: StartForm | undefined }
  /** The merchant is at MobilePay, in the other window. */
  | { readonly phase: 'started' }
  /** The answer is here and is being exchanged for a session. */
  | { readonly phase: 'redeeming' }
  /** The answer is for another business than the one that is connected: the merchant has to choose. */
  | { readonly phase: 'other'; readonly replacement: string }
  | { readonly phase: 'connected' }
  | {
      readonly phase: 'failed'
      readonly reason: FailureReason
      readonly form: StartForm | undefined
    }
  /** Somebody started the same login twice, so nobody gets its answer. */
  | { readonly phase: 'burnt'; readonly form: StartForm | undefined }
  /** It took longer than a login may. */
  | { readonly phase: 'expired'; readonly form: StartForm | undefined }

/** The form at hand, if there is one. */
export function formOf(login: Login): StartForm | undefined {
  return 'form' in login ? login.form : undefined
}

/** Whether the merchant has gone to MobilePay and the answer is not known yet. */
export function isUnderWay({ phase }: Login): boolean {
  return phase === 'opening' || phase === 'started' || phase === 'redeeming'
}

/** What the portal is told of it. */
export function loginMessages(login: Login): readonly FrameMessage[] {
  switch (login.phase) {
    case 'opening':
      return [{ type: 'login', state: 'started' }]
    case 'started':
      return [{ type: 'login', state: 'waiting' }]
    case 'connected':
      return [{ type: 'login', state: 'done' }]
    case 'blocked':
      return [{ type: 'error', code: 'popup_blocked', message: blocked }]
    case 'failed':
      return failure(login.reason)
    case 'burnt':
    case 'expired':
      return failure(login.phase)
    case 'idle':
    case 'ready':
    case 'redeeming':
    case 'other':
    default:
      return []
  }
}

const blocked =
  'The window of the login did not open: the browser holds popups back, or an iframe is sandboxed.'

function failure(reason: string): readonly FrameMessage[] {
  return [
    { type: 'login', state: 'failed' },
    { type: 'error', code: `login_${reason}`, message: 'The login ended without a connection.' },
  ]
}
