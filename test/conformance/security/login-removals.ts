import { taken } from './taken.ts'

const provider = 'bff/oidc/provider.ts'
const response = 'bff/oidc/authorization-response.ts'
const grant = 'bff/oidc/code-grant.ts'
const login = 'bff/routes/login.ts'
const complete = 'bff/routes/complete.ts'
const front = 'oidc/front-channel'
const back = 'oidc/token-endpoint'
const metadata = 'oidc/metadata'

/** Checks of ours on the way from a login's start to its session. */
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
    'alg is RS256',
    [provider, "id_token_signed_response_alg: 'RS256',", ''],
    [front, 'a front-channel ID token with PS256 is refused'],
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
    'no start of another page counts against the limit',
    [
      'bff/app.ts',
      'ownNavigation, rateLimit, createLogin(deps)',
      'rateLimit, ownNavigation, createLogin(deps)',
    ],
    ['login-rate', 'what another page makes a browser send uses up nothing'],
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
