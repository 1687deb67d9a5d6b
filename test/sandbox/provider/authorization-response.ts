import type { Provider } from 'oidc-provider'

import type { Core } from '../core.ts'
import type { ResponsePairs } from '../faults.ts'
import { isProviderContext, redirectOf } from './provider-context.ts'

/** What MobilePay's authorization responses carry: `scope`, and never an `iss`. */
export function shapeAuthorizationResponses(provider: Provider, { faults }: Core) {
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
    if (isResponse(new URLSearchParams(fragment))) {
      const pairs = bend(withoutIssuer([...new URLSearchParams(fragment)]))
      ctx.set('location', `${target}#${encode(pairs)}`)
    } else if (typeof ctx.body === 'string' && /<input type="hidden" name="state"/.test(ctx.body)) {
      const pairs = [...ctx.body.matchAll(inputs)].map(
        ([, name = '', value = '']) => [unescape(name), unescape(value)] as const,
      )
      const written = bend(withoutIssuer(pairs)).map(
        ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}"/>`,
      )
      let isFirst = true
      ctx.body = ctx.body.replaceAll(inputs, () => {
        const all = isFirst ? written.join('\n') : ''
        isFirst = false
        return all
      })
    }
  })

  const bend = (pairs: ResponsePairs) => faults.take('authorization response')?.(pairs) ?? pairs
}

const inputs = /<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g

function isResponse(parameters: URLSearchParams): boolean {
  return parameters.has('state')
}

/** An error carries the `iss` that the provider adds; MobilePay's does not. */
function withoutIssuer(pairs: ResponsePairs): ResponsePairs {
  return pairs.some(([name]) => name === 'error') ? pairs.filter(([name]) => name !== 'iss') : pairs
}

function encode(pairs: ResponsePairs): string {
  return new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, value]),
  ).toString()
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = Object.entries(entities)

function escape(text: string): string {
  return escaped.reduce((all, [plain, entity]) => all.replaceAll(plain, entity), text)
}

function unescape(text: string): string {
  return escaped.toReversed().reduce((all, [plain, entity]) => all.replaceAll(entity, plain), text)
}
