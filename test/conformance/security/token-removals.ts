import { taken } from './taken.ts'

const refresh = 'bff/oidc/refresh-grant.ts'
const claims = 'bff/oidc/id-token.ts'
const tokens = 'bff/oidc/token-response.ts'
const front = 'oidc/front-channel'
const back = 'oidc/token-endpoint'
const again = 'oidc/refresh'
const values = 'oidc/token-values'

/** Checks of ours on what the token endpoint answers, at the login and at each refresh. */
export const tokenRemovals = [
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
] as const
