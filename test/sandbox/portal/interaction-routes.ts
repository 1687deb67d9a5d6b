import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'

import type { Core } from '../core.ts'
import { merchants, portalUsers } from '../merchants.ts'
import { productScopes } from '../products.ts'
import { loginMethods } from '../provider/access-token.ts'
import { namedVat } from '../provider/authorization-checks.ts'
import type { AuthorizationServer } from '../provider/authorization-server.ts'
import { passed } from '../tutorial/show.ts'
import { consentPage } from './consent-page.ts'
import { loginPage } from './login-page.ts'
import { expiredPage } from './plain-pages.ts'
import { readCredentials, type PortalContext } from './visitor.ts'

/** The two questions of a login: who are you, and what do you allow. */
export function interactionRoutes(core: Core, server: AuthorizationServer) {
  const { client, clock, consents, tutorial } = core
  const app = new Hono<{ Bindings: HttpBindings }>()

  async function load(c: PortalContext) {
    const { incoming, outgoing } = c.env
    // Rejects when the cookie is missing or the login is over: an answer, not a fault.
    const details = await server.interaction(incoming, outgoing).catch(() => undefined)
    if (!details || details.uid !== c.req.param('uid')) return undefined
    const { params, prompt, session } = details
    const vat = namedVat(params)
    const user = portalUsers.find(({ id }) => id === session?.accountId)
    const merchant = merchants.find((candidate) => candidate.vat === vat)
    const isOwn = vat === '' || (merchant && user?.merchants.includes(merchant.id))
    const own = isOwn && user ? { merchant, user } : undefined
    return { asked: String(params['scope']).split(' '), own, prompt: prompt.name, vat }
  }

  app.get('/:uid', async (c) => {
    const interaction = await load(c)
    if (!interaction) return c.html(expiredPage(), 410)
    const { asked, own, prompt, vat } = interaction
    if (prompt === 'login')
      return c.html(loginPage({ action: c.req.path, clientName: client.name, vat }))
    if (!own) {
      const description = `merchant_vat ${vat} is no company of this portal user`
      return goOn(c, { error: 'invalid_request', error_description: description })
    }
    return c.html(consentPage({ action: c.req.path, asked, clientName: client.name, ...own }))
  })

  app.post('/:uid', async (c) => {
    const interaction = await load(c)
    if (!interaction) return c.html(expiredPage(), 410)
    const { asked, own, prompt, vat } = interaction
    if (prompt === 'login') {
      const login = await readCredentials(c)
      if ('problem' in login) {
        const page = { action: c.req.path, clientName: client.name, vat, ...login }
        return c.html(loginPage(page), 422)
      }
      tutorial.tell({
        number: 3,
        title: 'Login at the portal',
        why: 'E-mail and password belong to MobilePay. The integrator never sees them; it learns only that somebody logged in, and when.',
        response: `${login.user.email} is logged in`,
        checks: [passed('auth_time and amr will stand in the ID tokens', 'OIDC Core 2')],
      })
      const { id: accountId } = login.user
      return goOn(c, { login: { accountId, amr: [...loginMethods], ts: clock.seconds() } })
    }
    if (!own) return c.redirect(c.req.path, 303)

    const form = await c.req.parseBody({ all: true })
    if (form['decision'] !== 'allow') return goOn(c, { error: 'access_denied' })
    const offered = asked.filter((scope) => productScopes.includes(scope))
    const allowed = offered.filter((scope) => [form['product']].flat().includes(scope))
    if (offered.length > 0 && allowed.length === 0) {
      const problem = 'Tick at least one product, or choose No.'
      const page = { action: c.req.path, asked, clientName: client.name, problem, ...own }
      return c.html(consentPage(page), 422)
    }
    const { merchant, user } = own
    const before = consents.find(client.id, user.id, vat)?.scopes ?? []
    consents.remember({
      clientId: client.id,
      subject: user.id,
      merchantId: merchant?.id,
      vat,
      scopes: [...before.filter((scope) => !offered.includes(scope)), ...allowed],
      since: clock.seconds(),
    })
    tutorial.tell({
      number: 4,
      title: 'Consent',
      why: 'The merchant, not the integrator, decides. What is not ticked is simply missing from the access token: no error says so.',
      response: `${merchant ? `${merchant.name} (${vat})` : user.name} allows: ${allowed.join(', ')}`,
      checks: merchant
        ? [passed('the company of merchant_vat belongs to this user', 'MobilePay')]
        : [],
    })
    return goOn(c, { consent: {} })
  })

  async function goOn(c: PortalContext, result: Parameters<typeof server.finish>[2]) {
    const { incoming, outgoing } = c.env
    return c.redirect(await server.finish(incoming, outgoing, result), 303)
  }

  return app
}
