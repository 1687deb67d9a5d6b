import { expect } from 'vitest'

import { type ConnectedSession, type Session, sessionSchema } from '#shared/api.ts'

import type { Browser } from './browser.ts'

/** What `/auth/session` says in this browser, checked against the contract. */
export async function readSession(browser: Browser): Promise<Session> {
  const response = await browser.call('/auth/session')
  expect(response.status).toBe(200)
  return sessionSchema.parse(await response.json())
}

/** The same where somebody must be connected. */
export async function readConnected(browser: Browser): Promise<ConnectedSession> {
  const session = await readSession(browser)
  if (!session.connected) throw new Error('nobody is connected in this browser')
  return session
}
