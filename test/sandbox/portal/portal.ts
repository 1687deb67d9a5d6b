import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { streamSSE } from 'hono/streaming'

import type { Core } from '../core.ts'
import { moneyMoved } from '../data/money-moved.ts'
import { clockRoutes } from '../phone/clock-routes.ts'
import { deliveriesRoutes } from '../phone/deliveries-routes.ts'
import { phonePaths } from '../phone/paths.ts'
import { phoneRoutes } from '../phone/phone-routes.ts'
import { phoneStyles } from '../phone/phone-styles.ts'
import { sessionCookie, type AuthorizationServer } from '../provider/authorization-server.ts'
import { entryView } from '../tutorial/view.ts'
import { homePage } from './home-page.ts'
import { integrationRoutes } from './integration-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { contentSecurityPolicy, scriptPath, stylesheetPath } from './layout.ts'
import { loginPage } from './login-page.ts'
import { errorPage, notFoundPage } from './plain-pages.ts'
import type { PortalErrors } from './portal-errors.ts'
import { script } from './script.ts'
import { stylesheet } from './styles.ts'
import { readCredentials, visitor } from './visitor.ts'

/** Every page of the portal host that is not one of the provider's endpoints. */
export function createPortal(core: Core, server: AuthorizationServer, portalErrors: PortalErrors) {
  const { client, tutorial } = core
  const policy = contentSecurityPolicy(client)
  const app = new Hono<{ Bindings: HttpBindings }>()
  const tell = (title: string, why: string) => tutorial.tell({ title, why })

  app.use(csrf(), async (c, next) => {
    await next()
    c.header('content-security-policy', policy)
    c.header('x-frame-options', 'DENY')
    c.header('referrer-policy', 'same-origin')
    c.header('cache-control', 'no-store')
  })

  let switched: string | undefined
  app.get('/', async (c) => {
    const done = switched
    switched = undefined
    return c.html(homePage(core, { userName: (await visitor(c, server))?.name, done }))
  })
  app.get(stylesheetPath, (c) =>
    c.body(stylesheet + phoneStyles, 200, { 'content-type': 'text/css' }),
  )
  app.get(scriptPath, (c) => c.body(script, 200, { 'content-type': 'text/javascript' }))

  app.get('/tutorial/events', (c) =>
    streamSSE(c, async (stream) => {
      const send = async (entry: Parameters<typeof entryView>[0]) =>
        stream.writeSSE({
          event: 'step',
          id: String(entry.id),
          data: String(await entryView(entry)),
        })
      const stop = tutorial.subscribe((entry) => void send(entry))
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      stop()
    }),
  )

  app.post('/switches', async (c) => {
    const form = await c.req.parseBody()
    if (form['do'] === 'reject-access-tokens') {
      core.ledger.rejectAccessTokens()
      tell('Access tokens rejected', 'The next API call is answered with 401, whatever its token.')
      switched = 'Every access token issued so far is answered with 401.'
    } else if (form['do'] === 'rotate-keys') {
      await server.rotateKeys()
      tell('Keys rotated', 'The next tokens name a key that nobody has fetched yet.')
      switched = 'Tokens are signed with a new key from now on.'
    } else {
      const mode = form['refresh_tokens']
      if (mode === 'OneTime' || mode === 'ReUse') core.switches.refreshTokens = mode
      tell(
        `Refresh tokens: ${core.switches.refreshTokens}`,
        'No answer says which of the two it is.',
      )
      switched = `Refresh tokens are ${core.switches.refreshTokens} from now on.`
    }
    return c.redirect('/#switches', 303)
  })

  app.route('/account/interaction', interactionRoutes(core, server))

  app.get('/account/home/error', async (c) => {
    const error = portalErrors.find(c.req.query('errorId') ?? '')
    if (!error) return c.html(notFoundPage(), 404)
    return c.html(errorPage(error, (await visitor(c, server))?.name), 400)
  })

  app.post('/login', async (c) => {
    const login = await readCredentials(c)
    if ('problem' in login) return c.html(loginPage({ action: '/login', ...login }), 422)
    setCookie(c, sessionCookie, await server.logIn(login.user.id), { httpOnly: true, path: '/' })
    return c.redirect('/settings/integration', 303)
  })

  app.post('/logout', async (c) => {
    await server.logOut(getCookie(c, sessionCookie) ?? '')
    deleteCookie(c, sessionCookie, { path: '/' })
    return c.redirect('/', 303)
  })

  app.route('/settings/integration', integrationRoutes(core, server))
  app.route(phonePaths.phone, phoneRoutes(core))
  app.route(phonePaths.deliveries, deliveriesRoutes(core))
  app.route(phonePaths.clock, clockRoutes(core))
  app.get(`${phonePaths.money}/:id`, (c) => {
    core.worlds.advance(core.clock.now())
    const moved = moneyMoved(core.worlds.all(), c.req.param('id'))
    return moved === undefined ? c.json({ error: 'no such payment' }, 404) : c.json(moved)
  })
  app.notFound((c) => c.html(notFoundPage(), 404))
  return app
}
