import { gzipSync } from 'node:zlib'

import type { Reply } from '../../sandbox/faults/reply.ts'

const kilobyte = 1024

/** A zip bomb for a body limit of 256 kB: 8 MB in 8 kB. */
const padding = ' '.repeat(8 * kilobyte * kilobyte)

/**
 * Answers that no endpoint of a provider may get away with, each made from the right body, so that
 * nothing but the fault can be the reason.
 */
export const unusableAnswers: readonly (readonly [string, (body: string) => Reply])[] = [
  ['an error 500', () => ({ status: 500, body: '{"error":"server_error"}' })],
  ['the right body with status 500', (body) => ({ status: 500, body })],
  ['the right body with status 201', (body) => ({ status: 201, body })],
  ['no content', () => ({ status: 204 })],
  ['HTML', () => html(200)],
  ['HTML with status 502', () => html(502)],
  ['an empty body', () => ({})],
  ['a document cut short', (body) => ({ body: body.slice(0, -3) })],
  ['a list', (body) => ({ body: `[${body}]` })],
  ['a document of 300 kB', (body) => ({ body: body.padEnd(300 * kilobyte) })],
  ['a zip bomb', (body) => ({ headers: gzip, body: gzipSync(body + padding) })],
  ['a body that is not what its encoding says', (body) => ({ headers: gzip, body })],
  ['a redirect', (body) => ({ status: 302, headers: { location: '/elsewhere' }, body })],
  ['a reset', () => ({ stop: 'reset' })],
  ['a reset inside the body', (body) => ({ stop: 'torn', body })],
  ['silence', () => ({ stop: 'silent' })],
  ['silence inside the body', (body) => ({ stop: 'stalled', body })],
]

const gzip = { 'content-encoding': 'gzip' }

function html(status: number): Reply {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return { status, headers, body: '<!doctype html><title>Just a moment</title>' }
}

/** What a provider's timeout is set to: short where the answer is a silence. */
export function timeoutFor({ stop }: Reply): number {
  return stop === 'silent' || stop === 'stalled' ? 0.6 : 5
}
