import { taken } from './taken.ts'

const provider = 'bff/oidc/provider.ts'
const response = 'bff/oidc/authorization-response.ts'
const grant = 'bff/oidc/code-grant.ts'
const refresh = 'bff/oidc/refresh-grant.ts'
const claims = 'bff/oidc/id-token.ts'
const tokens = 'bff/oidc/token-response.ts'
const login = 'bff/routes/login.ts'
const complete = 'bff/routes/complete.ts'
const front = 'oidc/front-channel'
const back = 'oidc/token-endpoint'
const again = 'oidc/refresh'
const values = 'oidc/token-values'
const metadata = 'oidc/metadata'

/** Checks of ours on the way from a login's start to its session, and at each refresh. */
export const loginRemovals = [
  taken(
    'state',
    [response, "if (parameters.get('state') !== expected.state) throw new Refused('state')", ''],
    [front, 'an error response of another login is refused'],
  ),
  taken(
    'no parameter twice',
    [
      response,
      "if (new Set(names).size !== names.length) throw new Refused('duplicate parameter')",
      '',
    ],
    [front, 'an authorization response with two parameters session_state is refused'],
  ),
  taken(
    'no access token from the front channel',
    [
      response,
      "if (parameters.has('access_token')) throw new Refused('access_token in the front channel')",
      '',
    ],
    [front, 'an authorization response with an access token is refused'],
  ),
  taken(
    'signature, token endpoint',
    [
      grant,
      'oauth.validateApplicationLevelSignature(current, answer, provider.requestOptions),',
      'Promise.resolve(current),',
    ],
    [back, 'a token-endpoint ID token with a broken signature is refused'],
  ),
  taken(
    'signature, refresh',
    [
      refresh,
      'oauth.validateApplicationLevelSignature(current, answer, provider.requestOptions),',
      'Promise.resolve(current),',
    ],
    [again, 'a refreshed ID token with a broken signature is refused'],
  ),
  taken(
    'alg is RS256',
    [provider, "id_token_signed_response_alg: 'RS256',", ''],
    [front, 'a front-channel ID token with PS256 is refused'],
  ),
  taken(
    'sub: the same in both ID tokens',
    [claims, "if (sub !== expected.earlier.subject) throw new Refused('sub changed')", ''],
    [back, 'a token-endpoint ID token about another subject than the first is refused'],
  ),
  taken(
    'sub: neither empty nor endless',
    [claims, "sub === '' || sub.length > 255", 'false'],
    [front, 'a front-channel ID token with an empty subject is refused'],
  ),
  taken(
    'aud: nobody besides us',
    [
      claims,
      "if (audiences.some((audience) => audience !== expected.clientId)) throw new Refused('aud')",
      '',
    ],
    [front, 'a front-channel ID token with a second audience though azp is ours is refused'],
  ),
  taken(
    'azp',
    [claims, "if (azp !== undefined && azp !== expected.clientId) throw new Refused('azp')", ''],
    [front, 'a front-channel ID token issued to another party is refused'],
  ),
  taken(
    'iat is not in the future',
    [
      claims,
      "if (iat > expected.now + clockToleranceSeconds) throw new Refused('iat in the future')",
      '',
    ],
    [front, 'a front-channel ID token issued ten minutes from now is refused'],
  ),
  taken(
    'iat is not old',
    [claims, "if (iat < expected.now - maximumAgeSeconds) throw new Refused('iat too old')", ''],
    [again, 'a refreshed ID token issued two hours ago is refused'],
  ),
  taken(
    'at_hash',
    [claims, "if (atHash !== leftHalfHash(expected.accessToken)) throw new Refused('at_hash')", ''],
    [back, 'a token-endpoint ID token with another at_hash is refused'],
  ),
  taken(
    'auth_time stays',
    [claims, "throw new Refused('auth_time changed')", ''],
    [again, 'a refreshed ID token of another login is refused'],
  ),
  taken(
    'nonce stays',
    [claims, "throw new Refused('nonce changed')", ''],
    [again, 'a refreshed ID token with the nonce of another login is refused'],
  ),
  taken(
    'token_type is Bearer',
    [tokens, "if (body.token_type !== 'bearer') throw new Refused('token_type')", ''],
    [values, 'an access token of type DPoP is refused'],
  ),
  taken(
    'access token that cannot break a header',
    [tokens, '!accessTokenPattern.test(body.access_token)', 'false'],
    [values, 'an access token with a line break is refused'],
  ),
  taken(
    'refresh token that cannot either',
    [tokens, ' || !refreshTokenPattern.test(refreshToken)', ''],
    [values, 'a refresh token with a line break is refused'],
  ),
  taken(
    'expires_in makes sense',
    [
      tokens,
      "if (lifetime <= 0 || lifetime > maximumLifetimeSeconds) throw new Refused('expires_in')",
      '',
    ],
    [values, 'an access token that lives 0 s is refused'],
  ),
  taken(
    'no more products than asked for',
    [tokens, "if (granted?.some((name) => !asked.includes(name))) throw new Refused('scope')", ''],
    [values, 'a grant of a product nobody asked for, in text is refused'],
  ),
  taken(
    'merchant_vat',
    [
      tokens,
      "if (vat !== undefined && vat !== expected.vat) throw new Refused('merchant_vat')",
      '',
    ],
    [values, 'an access token for the VAT number "FI12345678" fails the check merchant_vat'],
  ),
  taken(
    'PKCE is asked for',
    [
      'bff/oidc/authorization-request.ts',
      'code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),',
      '',
    ],
    ['login-request', 'a login is a 303 to MobilePay with a hybrid request for the merchant'],
  ),
  taken(
    'PKCE verifier is sent',
    [grant, 'options.codeVerifier,', 'oauth.nopkce,'],
    [back, 'the token request is sent once, with code, verifier, redirect URI and our secret'],
  ),
  taken(
    'redirects are not followed',
    ['bff/oidc/bounded-fetch.ts', "body, redirect: 'manual'", "body, redirect: 'follow'"],
    [back, 'a redirect with status 307 gets no secret'],
  ),
  taken(
    'answers of the provider are bounded',
    ['bff/oidc/bounded-fetch.ts', 'if (bytes > maximumBytes)', 'if (bytes > 1e12)'],
    [metadata, 'a document of 300 kB is no discovery document'],
  ),
  taken(
    'issuer of the discovery document',
    [
      provider,
      'oauth.processDiscoveryResponse(new URL(settings.issuer), response)',
      '((await response.json()) as oauth.AuthorizationServer)',
    ],
    [metadata, 'a discovery document of another issuer is not used'],
  ),
  taken(
    'endpoints on a known origin',
    [
      provider,
      'if (url !== undefined && !trusted.includes(new URL(url).origin)) {',
      'if (url === null) {',
    ],
    [metadata, 'a discovery document whose token endpoint is elsewhere is not used'],
  ),
  taken(
    'browsers are sent to https only',
    [
      provider,
      'if (url !== undefined && !allowed.test(new URL(url).protocol)) {',
      'if (url === null) {',
    ],
    [metadata, 'a discovery document that sends browsers to a script is not used'],
  ),
  taken(
    'Origin of the completion',
    [
      complete,
      'if (incoming.headers.origin !== deps.config.publicUrl) {',
      "if (incoming.method === '') {",
    ],
    [
      'complete-origin',
      'a response that comes from the origin “https://evil.example” is not looked at',
    ],
  ),
  taken(
    'a login of this browser',
    [
      'bff/session/transaction.ts',
      'transaction?.state === state ? transaction : undefined',
      'transaction',
    ],
    [
      'complete-elsewhere',
      'the transaction cookie of another browser is of no use under another state',
    ],
  ),
  taken(
    'a response is used once',
    [
      complete,
      "await once('state', state, () =>",
      'await (async (run: () => Promise<Connected | Failed>) => (await once(state, crypto.randomUUID(), run)))(() =>',
    ],
    [
      'complete-once',
      'a post that comes again later has the first one’s answer and makes no token request',
    ],
  ),
  taken(
    'open redirect',
    [login, "if (!isLocalPath(returnTo, config.publicUrl)) return invalid('bad_return')", ''],
    ['login-refusals', 'the login does not return to https://evil.example'],
  ),
  taken(
    'open redirect: backslashes and control characters',
    [
      'bff/routes/local-path.ts',
      'if (!/^\\/(?![/\\\\])[^\\\\\\p{Cc}]*$/u.test(value) || value.length > 2048) return false',
      '',
    ],
    [
      'properties/return-to',
      'what is taken for a path of ours leads to a page of ours, however it is read',
    ],
  ),
  taken(
    'no login by a link of another site',
    [
      login,
      "if (site === 'cross-site' || site === 'same-site') return c.redirect(connectPath(c), 303)",
      '',
    ],
    [
      'login-other-sites',
      'a link from a cross-site page starts nothing and leads to the form, filled in',
    ],
  ),
  taken(
    'no login but by navigation',
    [
      login,
      "if (destination !== undefined && destination !== 'document') {",
      'if (destination === null) {',
    ],
    ['login-refusals', 'a login that is to be shown as iframe is refused'],
  ),
  taken(
    'rate of logins',
    [
      'bff/routes/rate-limit.ts',
      'if (waitSeconds === 0) continue',
      'if (waitSeconds >= 0) continue',
    ],
    ['login-rate', 'the sixth login in a minute is refused on a page that says when to come back'],
  ),
  taken(
    'another business is asked about',
    [
      complete,
      "before.kind === 'open' && isOtherBusiness(before.session, session)",
      'isOtherBusiness(session, session)',
    ],
    [
      'complete-other-business',
      'the merchant is asked, and until there is an answer nothing changes',
    ],
  ),
  taken(
    'iss of a front-channel logout',
    ['bff/routes/frontchannel-logout.ts', "query.get('iss') === config.issuer && ", ''],
    ['frontchannel-logout', 'word of another issuer ends nothing, and looks the same'],
  ),
  taken(
    'Origin of a framed start',
    [
      'bff/routes/embed-login.ts',
      'if (headers.origin !== config.publicUrl) return notStarted(c, 403)',
      '',
    ],
    ['embed/start', 'without an Origin'],
  ),
  taken(
    'a ticket is for one frame',
    [
      'bff/routes/embed-redeem.ts',
      'if (ticket?.secretHash !== secretHash) {',
      'if (ticket === undefined) {',
    ],
    ['embed/tickets', 'a ticket opens with the handle it was made for and no other'],
  ),
  taken(
    'a login started twice is burnt',
    [
      'bff/routes/embed-redeem.ts',
      "if (status === 'burnt') throw refused('The login was started twice.')",
      '',
    ],
    ['embed/start', 'a second start burns the login: after the answer'],
  ),
  taken(
    'a handle is one portal’s',
    ['bff/session/handle.ts', 'return handle.client === client && handleId(', 'return handleId('],
    [
      'embed/seals',
      'the frame of one portal is nobody in another’s, whose cookie jar it may share',
    ],
  ),
] as const
