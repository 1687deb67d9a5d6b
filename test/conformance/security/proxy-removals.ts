import { taken } from './taken.ts'

const csrf = 'bff/routes/csrf.ts'
const match = 'bff/upstream/match.ts'
const seal = 'bff/session/seal.ts'
const api = 'bff/routes/api.ts'
const caller = 'bff/routes/current-session.ts'

/** Checks between a call of the browser's and MobilePay's APIs, and on what comes back. */
export const proxyRemovals = [
  taken(
    'X-CSRF',
    [csrf, 'if (headers[headerName] !== csrfHeader.value) {', "if (headers[headerName] === 'x') {"],
    ['csrf', 'no operation of the list is called without the header, reads included'],
  ),
  taken(
    'Sec-Fetch-Site',
    [
      csrf,
      "if (site !== undefined && site !== 'same-origin') throw new BffError('csrf', { log: { site } })",
      '',
    ],
    ['csrf', 'nor by a page of another site that managed to send it'],
  ),
  taken(
    'Host',
    ['bff/routes/request.ts', 'if (headers.host !== host) return false', ''],
    ['foreign-host', 'GET /auth/session under another name is not answered'],
  ),
  taken(
    'one Host',
    ['bff/routes/request.ts', 'return hosts === 1', 'return hosts > 0'],
    ['hardening/smuggling', 'two hosts in the head is not put right'],
  ),
  taken(
    'no other server’s address',
    ['bff/routes/request.ts', " && path.startsWith('/')", ''],
    ['hardening/smuggling', 'another server’s address is refused, and nothing is sent anywhere'],
  ),
  taken(
    'operations on the list',
    [
      match,
      'if (node.operations.size === 0) return unknown',
      'if (node.operations.size === 0) return { kind: "match", operation: operations[0] as Operation, path, search: "" }',
    ],
    [
      'properties/operation-match',
      'an address is matched exactly where the list says so, and goes where it says',
    ],
  ),
  taken(
    'methods on the list',
    [
      match,
      'const operation = node.operations.get(method)',
      'const operation = node.operations.get(method) ?? [...node.operations.values()][0]',
    ],
    ['upstream/match', 'PUT on a path that takes others is refused with the methods it takes'],
  ),
  taken(
    'shapes of path parts (traversal)',
    [match, 'node.part !== null && shapes[node.part.shape].test(segment)', 'node.part !== null'],
    ['upstream/match', '"/api/v1/payments/.." is unknown to every method'],
  ),
  taken(
    'query names on the list',
    ['bff/upstream/search.ts', 'if (!operation.query.includes(name)) {', "if (name === '*') {"],
    ['proxy-errors', 'the query ?unknown=1 is no query of ours'],
  ),
  taken(
    'query values are encoded anew',
    [
      'bff/upstream/search.ts',
      'return controls.test(value) ? null : encodeURIComponent(value)',
      'return value',
    ],
    ['upstream/match', 'a semicolon separates nothing'],
  ),
  taken(
    'products that were allowed',
    [api, 'requireScope(grant.session, operation.scope, caller)', ''],
    ['proxy-errors', 'a product that was not allowed is named, and MobilePay is not asked'],
  ),
  taken(
    'masking',
    ['bff/upstream/mask.ts', 'masked.has(fold(name)) ? hide(member) : member', 'member'],
    ['proxy-masking', 'signature keys of webhooks are hidden, everything else is there'],
  ),
  taken(
    'masking or nothing',
    [
      'bff/upstream/answer.ts',
      "if (text === null) throw unusable(request, reply, 'not JSON')",
      'if (text === null) return bytes',
    ],
    ['proxy-masking', 'an answer of text/html that cannot be masked is not passed on'],
  ),
  taken(
    'revealing only when asked',
    [api, "incoming.headers['x-reveal'] === '1'", "incoming.headers['x-reveal'] !== '1'"],
    ['proxy-masking', 'signature keys of webhooks are hidden, everything else is there'],
  ),
  taken(
    'request headers on the list',
    [
      'bff/upstream/request-headers.ts',
      "typeof value !== 'string' || label === undefined || hop.includes(name)",
      "typeof value !== 'string' || label === undefined",
    ],
    ['upstream/headers', 'what Connection names stays behind'],
  ),
  taken(
    'length of header values',
    ['bff/upstream/request-headers.ts', 'value.length > longestValue || ', ''],
    ['upstream/headers', 'values longer than 512 characters stay behind'],
  ),
  taken(
    'size of a body',
    [
      'bff/upstream/request-body.ts',
      'if (length !== null && length > operation.bodyLimit) refuseTooLarge(client)',
      '',
    ],
    ['upstream/request-body', 'over 1 MiB, by its length alone'],
  ),
  taken(
    'calls under way are bounded',
    ['bff/upstream/gateway.ts', 'if (active.size >= mostConnections) return null', ''],
    [
      'hardening/busy-gateway',
      'when MobilePay hangs, calls beyond 512 are refused at once, and all are well afterwards',
    ],
  ),
  taken(
    'cookie: its purpose',
    [seal, 'envelope.p !== purpose || ', ''],
    [
      'session/seal-purposes',
      'password and purpose are both checked, so either alone would be enough',
    ],
  ),
  taken(
    'cookie: a password for each purpose',
    [seal, '`mpc/${purpose}`', "'mpc'"],
    [
      'session/seal-purposes',
      'password and purpose are both checked, so either alone would be enough',
    ],
  ),
  taken(
    'cookie: its expiry',
    [seal, "if (envelope.e <= now()) return { kind: 'refused', reason: 'expired' }", ''],
    ['session/seal-purposes', 'a seal ends in the very second it was given'],
  ),
  taken(
    'cookie: one spelling',
    [seal, 'sealShape.test(sealed)', 'true'],
    ['session/other-shapes', 'nothing can stand behind a seal, nor its version be another'],
  ),
  taken(
    'session: its end',
    [
      'bff/session/session-cookie.ts',
      "opened.kind === 'open' && sessionEndsAt(opened.session, limits) <= now()",
      'opened === undefined',
    ],
    ['session/limits', 'a session that is not used ends in the second that it said'],
  ),
  taken(
    'session: logged out',
    [caller, "isEnded(deps, session) ? { kind: 'none', reason: 'ended' } : found", 'found'],
    ['logout-is-final', 'a copy of the cookie is of no use after the logout'],
  ),
  taken(
    'session: of a tab or of a frame',
    [caller, 'const isHere = session.place.kind === place', 'const isHere = true'],
    ['session/places', 'the seal of a tab works neither as a framed cookie nor as a header'],
  ),
  taken(
    'session: of this integrator',
    [caller, "session.place.kind === 'tab' || session.place.client === client", 'true'],
    [
      'embed/seals',
      'the frame of one portal is nobody in another’s, whose cookie jar it may share',
    ],
  ),
  taken(
    'forwarded addresses of trusted peers only',
    [
      'bff/routes/client-address.ts',
      'claimed.length > 0 && isTrusted(address, trusted)',
      'claimed.length > 0',
    ],
    ['login-rate', 'the sixth login in a minute is refused on a page that says when to come back'],
  ),
  taken(
    'metrics stay on this machine',
    [
      'bff/routes/probes.ts',
      'config.metricsPort !== null || !local',
      'config.metricsPort !== null',
    ],
    ['metrics', 'whoever comes through a proxy on this machine does not get them: x-forwarded-for'],
  ),
] as const
