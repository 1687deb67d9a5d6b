import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider'

import type { Core } from '../core.ts'
import { isProviderContext } from '../provider/provider-context.ts'
import { failed, forClient, passed, reasonOf, showClaims, showParameters } from './show.ts'
import type { Step } from './tutorial.ts'

/** Tells steps 2 and 5: what the integrator asked the browser to fetch, and what it brought back. */
export function narrateAuthorization(provider: Provider, { tutorial }: Core) {
  const responses = new WeakMap<object, object>()
  const refusals = new WeakMap<object, errors.OIDCProviderError>()
  provider.on('authorization.success', (ctx, response) => {
    if (response) responses.set(ctx, response)
  })
  provider.on('authorization.error', (ctx, error) => refusals.set(ctx, error))

  provider.use(async (ctx, next) => {
    await next()
    if (!isProviderContext(ctx)) return
    const response = responses.get(ctx)
    const refusal = refusals.get(ctx)
    if (ctx.oidc.route === 'authorization') {
      tutorial.tell(requestStep(ctx, refusal))
      if (response) tutorial.tell(skippedStep)
    }
    if (response) tutorial.tell(responseStep(ctx, response))
    if (ctx.oidc.route === 'resume' && refusal) tutorial.tell(refusedStep(ctx, refusal))
  })
}

const skippedStep: Step = {
  number: 4,
  title: 'Login and consent skipped',
  why: 'This user is logged in and has allowed all of it before, so the browser goes straight back. That makes reconnecting one click.',
}

function requestStep(ctx: KoaContextWithOIDC, refusal?: errors.OIDCProviderError): Step {
  // As it came: the prompt at the end is ours (authorization-server.ts).
  const [path, query] = ctx.originalUrl.replace(/&prompt=consent$/, '').split('?', 2)
  const step = {
    number: 2,
    title: 'Authorization request',
    why: 'The integrator sends the browser here. Everything in it can be read and changed by the browser, so nothing in it is secret: state, nonce and code_challenge bind the answer to the one who asked.',
    request: `GET ${path}\n${showParameters(Object.fromEntries(new URLSearchParams(query)))}`,
  } as const
  if (refusal) {
    return {
      ...step,
      refused: true,
      response: `The portal's own error page: ${refusal.error}`,
      checks: [failed(reasonOf(refusal), 'MobilePay: errors stay at the portal')],
    }
  }
  return {
    ...step,
    checks: [
      passed('response_type is exactly `code id_token`', 'OAuth Multiple Response Types 3'),
      passed('redirect_uri is one of the registered ones, to the letter', 'RFC 9700 2.1'),
      passed('code_challenge is there, method S256', 'RFC 7636 4.3'),
      passed('nonce has never been seen here before', 'OIDC Core 3.3.2.1'),
      passed('merchant_vat is DK or FI and eight digits', 'MobilePay'),
      passed('scopes are known, openid is among them', 'OIDC Core 3.1.2.1'),
    ],
  }
}

function responseStep(ctx: KoaContextWithOIDC, response: object): Step {
  const mode = ctx.oidc.responseMode ?? 'fragment'
  const idToken: unknown = Reflect.get(response, 'id_token')
  return {
    number: 5,
    title: 'Authorization response',
    why:
      mode === 'form_post'
        ? 'The browser posts it to the redirect URI from this site: a cookie with SameSite would not come along.'
        : 'It stands behind the # of the redirect URI: only a script on that page can read it.',
    request: `${mode} to ${String(ctx.oidc.params?.['redirect_uri'])}\n${showParameters(response)}`,
    response: `id_token says\n${showClaims(idToken)}`,
    checks: [
      forClient('state is the one it sent', 'RFC 6749 10.12'),
      forClient('signature, iss, aud, exp, nonce', 'OIDC Core 3.3.2.12'),
      forClient('c_hash is the hash of this code', 'OIDC Core 3.3.2.11'),
    ],
  }
}

function refusedStep(ctx: KoaContextWithOIDC, refusal: errors.OIDCProviderError): Step {
  const denied = refusal.error === 'access_denied'
  return {
    number: 5,
    title: denied ? 'The merchant said no' : 'Login ended here',
    why: denied
      ? 'A no is the only error that goes back to the integrator, with its state.'
      : 'The integrator hears nothing of this. It must expect logins that never come back.',
    response: denied
      ? showParameters({ error: refusal.error, state: ctx.oidc.params?.['state'] })
      : `The portal's own error page: ${refusal.error}`,
    refused: true,
    checks: [failed(denied ? 'consent was not given' : reasonOf(refusal), 'RFC 6749 4.1.2.1')],
  }
}
