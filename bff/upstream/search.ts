import type { Operation } from '#shared/operations.ts'

/** The query of a request, built anew, or why there is none. `search` is empty or starts with `?`. */
export type Search =
  | { readonly kind: 'search'; readonly search: string }
  | { readonly kind: 'invalid'; readonly message: string }

const none: Search = { kind: 'search', search: '' }

const plainValue = /^[\w.~-]*$/

// oxlint-disable-next-line no-control-regex -- these are what must not get through
const controls = /[\u0000-\u001f\u007f-\u009f]/

const printable = /^[!-"$-~]*$/

/**
 * Builds the query of `operation` from what follows the `?` of a request target.
 *
 * Names must be written exactly as listed, and once unless listed as repeatable. Values are decoded
 * as forms are (`+` is a space) and encoded again, so that upstream sees one spelling of each and
 * nothing that we did not understand.
 */
export function buildSearch(raw: string, operation: Operation): Search {
  if (raw === '') return none
  if (!printable.test(raw)) return invalid('The query has characters that must be encoded.')

  const seen: string[] = []
  let search = ''
  for (const pair of raw.split('&')) {
    const equals = pair.indexOf('=')
    const name = equals === -1 ? pair : pair.slice(0, equals)
    if (!operation.query.includes(name)) {
      return invalid(`The operation has no such query name; it has: ${listed(operation)}.`)
    }
    if (seen.includes(name) && operation.repeatable?.includes(name) !== true) {
      return invalid(`The query name ${name} occurs twice.`)
    }
    const value = encodeValue(equals === -1 ? '' : pair.slice(equals + 1))
    if (value === null) return invalid(`The value of ${name} is not well formed.`)
    seen.push(name)
    search += `${search === '' ? '?' : '&'}${name}=${value}`
  }
  return { kind: 'search', search }
}

/** The value decoded and encoded again; null where it is no text, or holds control characters. */
function encodeValue(raw: string): string | null {
  if (plainValue.test(raw)) return raw
  try {
    const value = decodeURIComponent(raw.replaceAll('+', ' '))
    return controls.test(value) ? null : encodeURIComponent(value)
  } catch {
    // A percent sign that starts nothing, or bytes that are no UTF-8.
    return null
  }
}

function invalid(message: string): Search {
  return { kind: 'invalid', message }
}

function listed(operation: Operation): string {
  return operation.query.length === 0 ? 'none' : operation.query.join(', ')
}
