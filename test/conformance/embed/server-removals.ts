import type { Removal } from '../../support/removals.ts'

const inFolder = (name: string) => `test/bff/embed/${name}.test.ts`
const attacks = inFolder('attacks')
const clients = inFolder('clients')
const cookieless = inFolder('cookieless')
const cookies = inFolder('cookies')
const limits = inFolder('limits')
const processes = inFolder('processes')
const start = inFolder('start')
const tickets = inFolder('tickets')

/** What the server does against the attacks on an embedded login, each with its test over HTTP. */
export const serverRemovals: readonly Removal[] = [
  {
    rule: 'the start requires our own Origin (A1)',
    file: 'bff/routes/embed-login.ts',
    replacements: [['if (headers.origin !== config.publicUrl) return notStarted(c, 403)', '']],
    testFile: attacks,
    test: 'by a page of https://evil.example that posts the attacker’s form in the victim’s browser',
  },
  {
    rule: 'a start token lives ten minutes',
    file: 'bff/session/handle.ts',
    replacements: [
      ["seals.seal('start', start, now + handleSeconds)", "seals.seal('start', start, now + 9999)"],
    ],
    testFile: start,
    test: 'a start token of ten minutes ago starts nothing',
  },
  {
    rule: 'a second start burns the login (A5)',
    file: 'bff/store/memory-mailbox.ts',
    replacements: [["status === 'new' ? 'started' : 'burnt'", "'started'"]],
    testFile: start,
    test: 'a second start burns the login: before the answer',
  },
  {
    rule: 'the same, at another process',
    file: 'bff/store/redis-scripts.ts',
    replacements: [["before and 'burnt' or 'started'", "'started'"]],
    testFile: processes,
    test: 'a second start at another process burns the login',
  },
  {
    rule: 'a burnt login’s ticket is refused (A5)',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [["if (status === 'burnt') throw refused('The login was started twice.')", '']],
    testFile: start,
    test: 'a second start burns the login: after the answer',
  },
  {
    rule: 'an answer comes to a started login only',
    file: 'bff/store/memory-mailbox.ts',
    replacements: [["if (read(name).status === 'started') write", 'write']],
    testFile: start,
    test: 'a second start burns the login: before the answer',
  },
  {
    rule: 'a full mailbox refuses',
    file: 'bff/store/memory-mailbox.ts',
    replacements: [["if (status === 'new' && entries.size >= maximumMails) return 'full'", '']],
    testFile: start,
    test: 'a full mailbox refuses new logins and loses none of those under way',
  },
  {
    rule: 'the answer must be of a login of this browser (A1, A2)',
    file: 'bff/session/transaction.ts',
    replacements: [['transaction?.state === state ? transaction : undefined', 'transaction']],
    testFile: attacks,
    test: 'the answer of a tab’s login does not end a frame’s, nor the other way round',
  },
  {
    rule: 'the completion requires our own Origin (A2)',
    file: 'bff/routes/complete.ts',
    replacements: [['incoming.headers.origin !== deps.config.publicUrl', 'false']],
    testFile: attacks,
    test: 'our completion takes no answer that another origin posts',
  },
  {
    rule: 'a ticket is for one handle (A2)',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [['ticket?.secretHash !== secretHash', 'ticket === undefined']],
    testFile: attacks,
    test: 'the attacker’s ticket, posted from the victim’s own frame, is for another frame',
  },
  {
    rule: 'a ticket lives 120 seconds',
    file: 'bff/session/handle.ts',
    replacements: [['now + ticketSeconds', 'now + 9999']],
    testFile: tickets,
    test: 'a ticket of 120 seconds ago is refused, and its code is never exchanged',
  },
  {
    rule: 'a ticket is used once',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [
      [
        "await once('ticket', secret, () => redeem(deps, ticket, place, c))",
        'await redeem(deps, ticket, place, c)',
      ],
    ],
    testFile: tickets,
    test: 'the same ticket again, one after the other or at once, causes one token request and one session',
  },
  {
    rule: 'a handle goes with its use',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [
      ["if (!cookieless) c.header('Set-Cookie', forgetHandle(hid), { append: true })", ''],
    ],
    testFile: tickets,
    test: 'a ticket that was used is of no use to a frame that has its handle no more',
  },
  {
    rule: 'a handle is of one integrator’s frames',
    file: 'bff/session/handle.ts',
    replacements: [['handle.client === client && handleId', 'handleId']],
    testFile: tickets,
    test: 'a ticket of one portal’s frame is of no use in another portal’s',
  },
  {
    rule: 'a handle answers to its own name',
    file: 'bff/session/handle.ts',
    replacements: [[' && handleId(hashSecret(handle.secret)) === id', '']],
    testFile: tickets,
    test: 'a ticket opens with the handle it was made for and no other',
  },
  {
    rule: 'a handle lives ten minutes',
    file: 'bff/session/handle.ts',
    replacements: [
      [
        "seals.seal('handle', handle, now + handleSeconds)",
        "seals.seal('handle', handle, now + 9999)",
      ],
    ],
    testFile: tickets,
    test: 'a handle of ten minutes ago takes no answer',
  },
  {
    rule: 'a frame keeps three handles',
    file: 'bff/session/handle.ts',
    replacements: [['-(maximumHandles - 1)', '-99']],
    testFile: cookies,
    test: 'a frame keeps three handles: the fourth takes the place of the oldest',
  },
  {
    rule: 'of two waiting calls the older ends',
    file: 'bff/routes/embed-wait.ts',
    replacements: [['waiting.get(name)?.abort()', '']],
    testFile: inFolder('wait'),
    test: 'of two that wait the newer gets the answer, the older nothing and at once',
  },
  {
    rule: 'a session is of one integrator’s frames',
    file: 'bff/routes/current-session.ts',
    replacements: [["session.place.kind === 'tab' || session.place.client === client", 'true']],
    testFile: inFolder('seals'),
    test: 'the frame of one portal is nobody in another’s, whose cookie jar it may share',
  },
  {
    rule: 'a tab’s session is none of a frame’s',
    file: 'bff/routes/current-session.ts',
    replacements: [
      ['session.place.kind === place', 'true'],
      ["session.place.kind === 'tab' || session.place.client === client", 'true'],
    ],
    testFile: 'test/bff/session/places.test.ts',
    test: 'the seal of a tab works neither as a framed cookie nor as a header',
  },
  {
    rule: 'the session before ends',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [['await endReplaced(deps, c.env.incoming, caller, session)', '']],
    testFile: tickets,
    test: 'a frame that connects again leaves its former session',
  },
  {
    rule: 'another business takes its place only after a question',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [["before.kind === 'open' && isOtherBusiness(before.session, session)", 'false']],
    testFile: inFolder('other-business'),
    test: 'a frame is asked before another business takes the connection’s place: with cookies',
  },
  {
    rule: 'and only in the frame that was asked',
    file: 'bff/routes/other-business.ts',
    replacements: [['before.session.id !== parsed.data.replaces', 'false']],
    testFile: inFolder('other-business'),
    test: 'the key is of no use in any other frame, nor after ten minutes',
  },
  {
    rule: 'calls need a header that no other site can send (A4)',
    file: 'bff/routes/csrf.ts',
    replacements: [
      ['headers[headerName] !== csrfHeader.value', 'false'],
      ["site !== 'same-origin'", 'false'],
    ],
    testFile: attacks,
    test: 'POST /auth/logout is refused',
  },
  {
    rule: 'and, where the browser says so, must come from our own pages (A4)',
    file: 'bff/routes/csrf.ts',
    replacements: [["site !== 'same-origin'", 'false']],
    testFile: attacks,
    test: 'POST /api/v1/webhooks is refused',
  },
  {
    rule: 'an integrator’s merchants are bound at the handle',
    file: 'bff/routes/embed-handle.ts',
    replacements: [['!mayConnect(config, settings, vat)', 'false']],
    testFile: clients,
    test: 'an integrator with limits may not ask for another merchant',
  },
  {
    rule: 'so are its products',
    file: 'bff/routes/embed-handle.ts',
    replacements: [['!asked.scopes.every((scope) => allowed.includes(scope))', 'false']],
    testFile: clients,
    test: 'an integrator with limits may not ask for a product it may not use',
  },
  {
    rule: 'both once more at the start',
    file: 'bff/routes/embed-login.ts',
    replacements: [
      [
        'if (!isAllowed || !mayConnect(config, settings, vat)) return notStarted(c, 400, language)',
        '',
      ],
    ],
    testFile: clients,
    test: 'a handle of before does not start what is no longer allowed',
  },
  {
    rule: 'and a session’s merchant at each look at it',
    file: 'bff/routes/session.ts',
    replacements: [
      ["caller.kind !== 'frame' || (caller.settings.vats?.includes(vat) ?? true)", 'true'],
    ],
    testFile: clients,
    test: 'a merchant that is no longer allowed is not connected there',
  },
  {
    rule: 'EMBED_COOKIELESS=off refuses handles that a page holds itself',
    file: 'bff/routes/frame-caller.ts',
    replacements: [["cookieless !== undefined && deps.config.embedCookieless === 'off'", 'false']],
    testFile: cookieless,
    test: 'with EMBED_COOKIELESS=off a handle or session of before is nothing any more',
  },
  {
    rule: 'and sessions too',
    file: 'bff/routes/current-session.ts',
    replacements: [["deps.config.embedCookieless === 'off'", 'false']],
    testFile: cookieless,
    test: 'with EMBED_COOKIELESS=off a handle or session of before is nothing any more',
  },
  {
    rule: 'handles are counted per client',
    file: 'bff/app.ts',
    replacements: [['createCallLimit(deps), ', '']],
    testFile: limits,
    test: 'a client that asks for handle after handle is told when to come back',
  },
  {
    rule: 'logins under way are counted per client',
    file: 'bff/routes/rate-limit.ts',
    replacements: [['factor: 5,', 'factor: 5000,']],
    testFile: limits,
    test: 'one client has so many embedded logins under way and no more, however slowly it starts them',
  },
  {
    rule: 'and per network of /48',
    file: 'bff/routes/rate-limit.ts',
    replacements: [['factor: 20,', 'factor: 20_000,']],
    testFile: limits,
    test: 'nor has one IPv6 network of /48, from whichever part of it they come',
  },
]
