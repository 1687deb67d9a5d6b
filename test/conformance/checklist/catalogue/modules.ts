import type { Item } from '../catalogue.ts'

const noUserinfo =
  'MobilePay has no userinfo endpoint, and the bff never asks one: who is connected stands in the tokens.'

const core = 'oidcc-client-test'
const fapi1 = 'fapi1-advanced-final-client-test'
const fapi2 = 'fapi2-security-profile-final-client-test'

const named = (suffix: string, title: string, ...prefixes: readonly string[]): readonly Item[] =>
  prefixes.map((prefix) => ({ id: `${prefix}${suffix}`, title }))

const excluded = (suffix: string, title: string, notApplicable: string): readonly Item[] =>
  named(suffix, title, core).map((item) => ({ ...item, notApplicable }))

/** The OpenID Foundation's modules that apply to `code id_token`, by the names of its suite. */
export const modules: readonly Item[] = [
  ...named('', 'an honest login', core, fapi1),
  ...named('-invalid-iss', 'ID token of another issuer', core, fapi1, fapi2),
  ...named('-missing-sub', 'ID token without sub', core),
  ...named('-invalid-aud', 'ID token for another client', core, fapi1, fapi2),
  ...named('-missing-iat', 'ID token without iat', core),
  ...named('-kid-absent-single-jwks', 'no kid, one key', core),
  ...named('-kid-absent-multiple-jwks', 'no kid, several keys', core),
  ...named('-invalid-chash', 'c_hash of another code', core, fapi1),
  ...named('-missing-chash', 'no c_hash at the front', core),
  ...named('-idtoken-sig-rs256', 'a good signature', core),
  ...named('-invalid-sig-rs256', 'a broken signature', core),
  ...named('-invalid-signature', 'a broken signature', fapi1),
  ...excluded('-userinfo-invalid-sub', 'userinfo about somebody else', noUserinfo),
  ...named('-nonce-unless-code-flow', 'a nonce in every request', core),
  ...named('-nonce-invalid', 'ID token with another nonce', core),
  ...named('-invalid-nonce', 'ID token with another nonce', fapi1, fapi2),
  ...excluded('-scope-userinfo-claims', 'claims of userinfo by scope', noUserinfo),
  ...excluded(
    '-client-secret-basic',
    'client_secret_basic',
    'MobilePay registers clients for client_secret_post only (MobilePay docs: open-id/_tokens).',
  ),
  ...named('-form-post-error', 'an error by form_post', core),
  ...named('-missing-aud', 'ID token without aud', core),
  ...named('-invalid-sig-es256', 'ES256', core),
  ...named('-invalid-sig-hs256', 'HS256', core),
  ...named('-userinfo-bearer-header', 'bearer token in the header', core),
  ...excluded(
    '-userinfo-bearer-body',
    'bearer token in a form body',
    'One of two ways to send a token; the bff uses the other one, the header.',
  ),
  ...named('-discovery-openid-config', 'endpoints from discovery', core),
  ...named('-discovery-jwks-uri-keys', 'keys from jwks_uri', core),
  ...named('-discovery-issuer-mismatch', 'discovery names another issuer', core, fapi1, fapi2),
  ...named('-signing-key-rotation', 'new keys before a login', core),
  ...named('-signing-key-rotation-just-before-signing', 'new keys, old ones gone', core),
  ...named('-refresh-token', 'refresh with rotation', core),
  ...named('-refresh-token-invalid-issuer', 'refreshed ID token of another issuer', core),
  ...named('-refresh-token-invalid-sub', 'refreshed ID token about somebody else', core),
  ...named('-rp-init-logout', 'logout at the provider', core),
  ...named('-rp-init-logout-other-state', 'return with another state', core),
  ...named('-rp-init-logout-no-state', 'return without state', core),
  ...named('-rp-frontchannel-rpinitlogout', 'front-channel logout by us', core),
  ...named('-rp-frontchannel-opinitlogout', 'front-channel logout by the provider', core),
  ...named('-iat-is-week-in-past', 'iat a week old', fapi1),
  ...named('-invalid-alternate-alg', 'another algorithm', fapi1, fapi2),
  ...named('-invalid-expired-exp', 'expired', fapi1, fapi2),
  ...named('-invalid-missing-aud', 'no aud', fapi1, fapi2),
  ...named('-invalid-missing-exp', 'no exp', fapi1, fapi2),
  ...named('-invalid-missing-iss', 'no iss', fapi1, fapi2),
  ...named('-invalid-missing-nonce', 'no nonce', fapi1, fapi2),
  ...named('-invalid-missing-shash', 'no s_hash: optional outside FAPI', fapi1),
  ...named('-invalid-shash', 's_hash of another state', fapi1),
  ...named('-invalid-null-alg', 'alg none', fapi1, fapi2),
  ...named('-invalid-secondary-aud', 'a second audience', fapi1, fapi2),
  ...named('-valid-aud-as-array', 'a list of one audience', fapi1, fapi2),
  ...named('-missing-athash', 'no at_hash at the token endpoint', fapi1),
  ...named('-no-scope-in-token-endpoint-response', 'no scope, no expires_in', fapi1),
  ...named('-refresh-token-test', '401 to the first tokens', 'fapi1-advanced-final-client'),
  ...named('-ensure-authorization-response-with-invalid-state-fails', 'another state', fapi2),
  ...named('-ensure-authorization-response-with-invalid-missing-state-fails', 'no state', fapi2),
  ...named('-invalid-authorization-response-iss', 'iss parameter of another issuer', fapi2),
  ...named('-remove-authorization-response-iss', 'iss parameter missing', fapi2),
  ...named('-token-endpoint-response-without-expires_in', 'no expires_in', fapi2),
  ...named('-token-type-case-insensitivity', 'token_type in another case', fapi2),
]
