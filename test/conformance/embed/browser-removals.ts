import type { Removal } from '../../support/removals.ts'

const element = 'test/web/embed/element-trust.test.ts'
const frame = 'test/web/embed/frame.test.ts'
const inBrowser = 'test/e2e/embed/attacks.test.ts'

/** What pages and browsers do against them, each with its test in Chromium. */
export const browserRemovals: readonly Removal[] = [
  {
    rule: 'only a portal’s own origins may frame it (A6)',
    file: 'bff/routes/console.ts',
    replacements: [["client.origins.join(' ')", "'*'"]],
    testFile: 'test/e2e/embed/frames.test.ts',
    test: 'the browser shows no console in a page that is not listed',
  },
  {
    rule: 'the start requires our own Origin (A1, a form that posts itself)',
    file: 'bff/routes/embed-login.ts',
    replacements: [['if (headers.origin !== config.publicUrl) return notStarted(c, 403)', '']],
    testFile: inBrowser,
    test: 'a form that posts itself starts nothing',
  },
  {
    rule: 'and no opaque one (A1, a page without referrer)',
    file: 'bff/routes/embed-login.ts',
    replacements: [['headers.origin !== config.publicUrl', "headers.origin === 'https://x'"]],
    testFile: inBrowser,
    test: 'the same from a page without referrer starts nothing',
  },
  {
    rule: 'a link starts nothing in a frame (A1)',
    file: 'bff/routes/login.ts',
    replacements: [["destination !== 'document'", 'false']],
    testFile: inBrowser,
    test: 'nor does a portal that leads our frame there',
  },
  {
    rule: 'a hand-over comes from our own origin (A2)',
    file: 'web/embed/hand-over.ts',
    replacements: [['event.origin !== origin', 'false']],
    testFile: inBrowser,
    test: 'his ticket, posted to our frame by the portal or a third page in it, is not taken',
  },
  {
    rule: 'a ticket is for one handle (A2)',
    file: 'bff/routes/embed-redeem.ts',
    replacements: [['ticket?.secretHash !== secretHash', 'ticket === undefined']],
    testFile: inBrowser,
    test: 'his ticket, redeemed by our own frame, is for another frame',
  },
  {
    rule: 'the frame hears its portal’s origins only',
    file: 'web/embed/frame.ts',
    replacements: [['|| !origins.includes(origin)', '']],
    testFile: frame,
    test: 'an answer from an origin that is not the integrator’s is ignored',
  },
  {
    rule: 'and its parent only',
    file: 'web/embed/frame.ts',
    replacements: [['source !== parent || ', '']],
    testFile: frame,
    test: 'an answer that is no answer, or is from another window, is ignored',
  },
  {
    rule: 'messages have a version',
    file: 'shared/embed.ts',
    replacements: [["isObject(data) && data['v'] === embedVersion", 'isObject(data)']],
    testFile: element,
    test: 'nobody but its own frame gets the line, whatever they say',
  },
  {
    rule: 'and a shape',
    file: 'shared/embed.ts',
    replacements: [["isConsolePath(data['path']) ? {", "data['path'] ? {"]],
    testFile: frame,
    test: 'the portal’s options, ways and wishes arrive, checked',
  },
  {
    rule: 'the element hears our origin only',
    file: 'web/embed/portal-link.ts',
    replacements: [['event.origin !== origin || ', '']],
    testFile: element,
    test: 'a frame that was led elsewhere gets nothing',
  },
  {
    rule: 'and its own frame only',
    file: 'web/embed/portal-link.ts',
    replacements: [[' || event.source !== contentWindow', '']],
    testFile: element,
    test: 'nobody but its own frame gets the line, whatever they say',
  },
  {
    rule: 'another merchant than the portal’s counts as signed out',
    file: 'web/api/session.ts',
    replacements: [['const screened = screen(connection)', 'const screened = connection']],
    testFile: 'test/web/frame/portal-merchant.test.ts',
    test: 'what was connected is out of sight at once when the portal goes on to another merchant',
  },
]
