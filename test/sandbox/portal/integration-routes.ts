import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'

import type { Core } from '../core.ts'
import { merchants, type PortalUser } from '../merchants.ts'
import type { AuthorizationServer } from '../provider/authorization-server.ts'
import { integrationsPage, removePage } from './integrations-page.ts'
import { loginPage } from './login-page.ts'
import { notFoundPage } from './plain-pages.ts'
import { visitor, type PortalContext } from './visitor.ts'

/** Where merchants see what they have allowed, and take it back. */
export function integrationRoutes(
  { client, consents, revoke, tutorial }: Core,
  server: AuthorizationServer,
) {
  const app = new Hono<{ Bindings: HttpBindings }>()

  async function asUser(
    c: PortalContext,
    page: (user: PortalUser) => Response | Promise<Response>,
  ): Promise<Response> {
    const user = await visitor(c, server)
    return user ? page(user) : c.html(loginPage({ action: '/login' }))
  }

  app.get('/', (c) =>
    asUser(c, (user) => {
      const removed = vatsOf(user).find((vat) => vat === c.req.query('removed'))
      const list = consents.list(vatsOf(user))
      return c.html(integrationsPage({ user, clientName: client.name, consents: list, removed }))
    }),
  )

  app.get('/remove', (c) =>
    asUser(c, (user) => {
      const vat = vatsOf(user).find((own) => own === c.req.query('vat'))
      if (vat === undefined) return c.html(notFoundPage(), 404)
      return c.html(removePage({ user, clientName: client.name, vat }))
    }),
  )

  app.post('/remove', (c) =>
    asUser(c, async (user) => {
      const { vat } = await c.req.parseBody()
      if (typeof vat !== 'string' || !vatsOf(user).includes(vat)) return c.html(notFoundPage(), 404)
      revoke(vat, client.id)
      tutorial.tell({
        title: 'Integration removed',
        why: 'The refresh token is dead at once. The access token works until it expires, up to five minutes, because nobody asks MobilePay about it in between.',
        response: `${vat} no longer allows ${client.name} anything`,
      })
      return c.redirect(`/settings/integration?removed=${vat}`, 303)
    }),
  )

  return app
}

function vatsOf(user: PortalUser): readonly string[] {
  return merchants.filter(({ id }) => user.merchants.includes(id)).map(({ vat }) => vat)
}
