import { createHmac, randomBytes } from 'node:crypto'

import { sealData } from 'iron-session'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { createSeals, type Purpose } from '../../../bff/session/seal.ts'
import { errorCode } from '../../support/error-body.ts'
import { readSession } from '../../support/session-state.ts'
import { type Stack, startStack } from '../../support/stack.ts'

const purposes: readonly Purpose[] = [
  'session',
  'cookieless-session',
  'id-token',
  'transaction',
  'handle',
  'cookieless-handle',
  'start',
  'ticket',
]
const pairs = purposes.flatMap((made) => purposes.map((asked) => [made, asked] as const))
const now = () => 1_000_000
const seals = createSeals(new Map([[1, randomBytes(32)]]), now)

test.each(pairs)(
  'a seal made as %s is opened as %s only if that is the same',
  async (made, asked) => {
    const sealed = await seals.seal(made, { secret: 1 }, now() + 60)
    expect(await seals.open(asked, sealed)).toEqual(
      made === asked
        ? { kind: 'opened', data: { secret: 1 } }
        : { kind: 'refused', reason: 'invalid' },
    )
  },
)

/** The password of a purpose as decision 6 has it, worked out by other means than the code's. */
function passwordOf(key: Uint8Array, purpose: string): string {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(key).digest()
  const expanded = createHmac('sha256', extracted).update(`mpc/${purpose}`).update('\u0001')
  return expanded.digest('base64url')
}

test('password and purpose are both checked, so either alone would be enough', async () => {
  const key = randomBytes(32)
  const opener = createSeals(new Map([[1, key]]), now)
  const forge = (password: string, purpose: string) =>
    sealData(
      { p: purpose, e: now() + 60, d: 'x' },
      { password: { 1: passwordOf(key, password) }, ttl: 0 },
    )
  const refused = { kind: 'refused', reason: 'invalid' }
  expect(await opener.open('session', await forge('session', 'session'))).toEqual({
    kind: 'opened',
    data: 'x',
  })
  expect(await opener.open('session', await forge('ticket', 'session'))).toEqual(refused)
  expect(await opener.open('session', await forge('session', 'ticket'))).toEqual(refused)
})

test('a seal ends in the very second it was given', async () => {
  let time = now()
  const timed = createSeals(new Map([[1, randomBytes(32)]]), () => time)
  const sealed = await timed.seal('session', 'x', time + 60)
  time += 59
  expect(await timed.open('session', sealed)).toEqual({ kind: 'opened', data: 'x' })
  time += 1
  expect(await timed.open('session', sealed)).toEqual({ kind: 'refused', reason: 'expired' })
})

test('nothing of what is sealed can be read in the seal', async () => {
  const secret = 'a secret that is long enough to be found'
  const sealed = await seals.seal('session', { secret }, now() + 60)
  const bytes = sealed.split('*').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
  for (const text of [sealed, ...bytes]) expect(text).not.toContain(secret.slice(0, 12))
})

test('what has not the lengths of a seal is refused before any key is derived', async () => {
  const sealed = await seals.seal('session', { secret: 1 }, now() + 60)
  const derive = vi.spyOn(crypto.subtle, 'importKey')
  const parts = sealed.slice(0, -2).split('*')
  const rebuilt = (index: number, part = '') => `${parts.with(index, part).join('*')}~2`
  const fixed = [2, 3, 6, 7].flatMap((index) => [
    rebuilt(index, parts[index]?.slice(1)),
    rebuilt(index, `${parts[index]}a`),
  ])
  const forged = ['Fe26.2*1*aa*bb*cc**dd*ee~2', rebuilt(1), rebuilt(4), rebuilt(5, '1'), ...fixed]
  for (const one of forged) {
    expect(await seals.open('session', one)).toEqual({ kind: 'refused', reason: 'invalid' })
  }
  expect(derive).not.toHaveBeenCalled()
  expect(await seals.open('session', sealed)).toMatchObject({ kind: 'opened' })
  expect(derive).toHaveBeenCalled()
  derive.mockRestore()
})

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

test('no cookie of ours works under the name of another', async () => {
  const browser = stack.browser()
  await browser.connect()
  const { parameters } = await browser.authorize()
  const [transaction = ''] = browser.jar.names().filter((name) => name.includes('-tx-'))
  const session = browser.jar.get('__Host-Http-mpc') ?? ''
  const idToken = browser.jar.get('__Host-Http-mpc-id') ?? ''
  const started = browser.jar.get(transaction) ?? ''

  for (const value of [idToken, started]) {
    const other = stack.browser()
    other.jar.set('__Host-Http-mpc', value)
    expect(await readSession(other)).toEqual({ connected: false })
    expect(await errorCode(await other.call('/api/v1/webhooks'))).toBe('session_expired')
  }
  for (const value of [session, idToken]) {
    const other = stack.browser()
    other.jar.set(transaction, value)
    expect((await other.complete(parameters)).status).toBe(400)
  }
  for (const value of [session, started]) {
    const other = stack.browser()
    other.jar.set('__Host-Http-mpc-id', value)
    const logout = await (await other.call('/auth/logout', { method: 'POST' })).text()
    expect(logout).not.toContain('id_token_hint')
  }
})
