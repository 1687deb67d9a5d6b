import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'

import { portalUsers, type PortalUser } from '../merchants.ts'
import { sessionCookie, type AuthorizationServer } from '../provider/authorization-server.ts'

export type PortalContext = Context<{ Bindings: HttpBindings }>

/** Whoever is logged in at the portal in this browser. */
export async function visitor(
  c: PortalContext,
  server: AuthorizationServer,
): Promise<PortalUser | undefined> {
  const subject = await server.subjectOf(getCookie(c, sessionCookie))
  return portalUsers.find(({ id }) => id === subject)
}

type Credentials =
  | { readonly user: PortalUser }
  | { readonly problem: string; readonly email: string }

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

/** Reads the login form: a test user's button, or an e-mail with any password of four characters. */
export async function readCredentials(c: PortalContext): Promise<Credentials> {
  const form = await c.req.parseBody()
  const email = text(form['email'])
  const byButton = portalUsers.find(({ id }) => id === form['test_user'])
  if (byButton) return { user: byButton }
  const user = portalUsers.find((candidate) => candidate.email === email.toLowerCase())
  if (user && text(form['password']).length >= 4) return { user }
  return { email, problem: 'This e-mail and password do not go together.' }
}
