import type { Provider } from 'oidc-provider'

import { isProviderContext, redirectOf } from './provider-context.ts'

/** What MobilePay's authorization responses carry: `scope`, and never an `iss`. */
export function shapeAuthorizationResponses(provider: Provider) {
  provider.on('authorization.success', ({ oidc }, response) => {
    if (response) response['scope'] = oidc.entities.AuthorizationCode?.scope
  })

  // Whatever is wrong with a request stays between the portal and its user. Only a no comes back.
  provider.on('authorization.error', (_ctx, error) => {
    Object.assign(error, { allow_redirect: error.error === 'access_denied' })
  })

  provider.use(async (ctx, next) => {
    await next()
    if (!isProviderContext(ctx) || !['authorization', 'resume'].includes(ctx.oidc.route)) return
    const [target, fragment = ''] = (redirectOf(ctx) ?? '').split('#', 2)
    const parameters = new URLSearchParams(fragment)
    if (parameters.has('error')) {
      parameters.delete('iss')
      ctx.set('location', `${target}#${parameters.toString()}`)
    } else if (typeof ctx.body === 'string' && ctx.body.includes('name="error"')) {
      ctx.body = ctx.body.replace(/<input type="hidden" name="iss" value="[^"]*"\/>/, '')
    }
  })
}
