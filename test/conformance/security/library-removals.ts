import { taken } from './taken.ts'

const library = 'node_modules/oauth4webapi/build/index.js'
const front = 'oidc/front-channel'
const back = 'oidc/token-endpoint'
const never = 'if (false) {'

/** What is checked for us. An update that stops checking must not go by unnoticed. */
export const libraryRemovals = [
  taken(
    'library: nonce, front channel',
    [library, 'if (claims.nonce !== expected) {', never],
    [front, 'a front-channel ID token with another nonce is refused'],
  ),
  taken(
    'library: nonce, token endpoint',
    [library, 'if (claims.nonce !== expected) {', never],
    [back, 'a token-endpoint ID token with another nonce is refused'],
  ),
  taken(
    'library: c_hash',
    [
      library,
      "if ((await idTokenHashMatches(code, claims.c_hash, header, 'c_hash')) !== true) {",
      never,
    ],
    [front, 'a front-channel ID token with another c_hash is refused'],
  ),
  taken(
    'library: the code is the one of c_hash',
    [
      library,
      "if ((await idTokenHashMatches(code, claims.c_hash, header, 'c_hash')) !== true) {",
      never,
    ],
    [front, 'an authorization response with another code is refused'],
  ),
  taken(
    'library: s_hash',
    [
      library,
      "if ((await idTokenHashMatches(state, claims.s_hash, header, 's_hash')) !== true) {",
      never,
    ],
    [front, 'a front-channel ID token with another s_hash is refused'],
  ),
  taken(
    'library: iss',
    [library, 'if (result.claims.iss !== expected) {', never],
    [front, 'a front-channel ID token with another issuer is refused'],
  ),
  taken(
    'library: aud',
    [library, 'else if (result.claims.aud !== expected) {', 'else if (false) {'],
    [front, 'a front-channel ID token for another client is refused'],
  ),
  taken(
    'library: exp',
    [library, 'if (claims.exp <= now - clockTolerance) {', never],
    [front, 'a front-channel ID token that expired ten minutes ago is refused'],
  ),
  taken(
    'library: nbf',
    [library, 'if (claims.nbf > now + clockTolerance) {', never],
    [front, 'a front-channel ID token not valid for another ten minutes is refused'],
  ),
  taken(
    'library: age of the first ID token',
    [library, 'if (claims.iat < now - 3600) {', never],
    [front, 'a front-channel ID token issued two hours ago is refused'],
  ),
  taken(
    'library: signature, front channel',
    [
      library,
      "throw OPE('JWT signature verification failed'",
      "void OPE('JWT signature verification failed'",
    ],
    [front, 'a front-channel ID token with a broken signature is refused'],
  ),
] as const
