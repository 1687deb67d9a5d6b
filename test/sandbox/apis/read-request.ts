import { BadRequestError, type Call } from './call.ts'

const uuidPattern = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu
const dayPattern = /^\d{4}-\d{2}-\d{2}$/u
const dateTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2})$/u

export const isUuid = (text: string): boolean => uuidPattern.test(text)

/** A path parameter in lower case; empty, so that nothing is found under it, when it is no GUID. */
export const pathId = ({ request }: Call, name: string): string => {
  const value = request.param(name) ?? ''
  return isUuid(value) ? value.toLowerCase() : ''
}

/** A query parameter that is there and not empty. */
const queryText = ({ request }: Call, name: string): string | undefined =>
  request.query(name) || undefined

export const queryUuid = (call: Call, name: string): string | undefined => {
  const value = queryText(call, name)
  if (value !== undefined && !isUuid(value)) {
    throw new BadRequestError(`${name}: '${value}' is not a valid GUID.`)
  }
  return value?.toLowerCase()
}

export const queryInteger = (call: Call, name: string): number | undefined => {
  const value = queryText(call, name)
  if (value === undefined) return undefined
  if (!/^[+-]?\d{1,9}$/u.test(value)) {
    throw new BadRequestError(`${name}: '${value}' is not a valid integer.`)
  }
  return Number(value)
}

/** One of the given words, in any case. */
export const queryWord = <Word extends string>(
  call: Call,
  name: string,
  words: readonly Word[],
): Word | undefined => {
  const value = queryText(call, name)
  if (value === undefined) return undefined
  return toWord(value, name, words)
}

export const toWord = <Word extends string>(
  value: string,
  name: string,
  words: readonly Word[],
): Word => {
  const word = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase())
  if (word === undefined) {
    throw new BadRequestError(`${name}: '${value}' is not one of ${words.join(', ')}.`)
  }
  return word
}

/** A date, as it was written. */
export const queryDay = (call: Call, name: string): string | undefined => {
  const value = queryText(call, name)
  if (value === undefined) return undefined
  if (!dayPattern.test(value) || !isCalendarDay(value)) {
    throw new BadRequestError(`${name}: '${value}' is not a valid date (YYYY-MM-DD).`)
  }
  return value
}

/** A date and time with its offset, in milliseconds since the epoch. */
export const queryDateTime = (call: Call, name: string): number | undefined => {
  const value = queryText(call, name)
  if (value === undefined) return undefined
  const at = dateTimePattern.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at) || !isCalendarDay(value.slice(0, 10))) {
    throw new BadRequestError(
      `${name}: '${value}' is not a valid date-time (ISO 8601 with offset).`,
    )
  }
  return at
}

/** `Date.parse` takes 31 February for 3 March; this does not. */
const isCalendarDay = (day: string) => {
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

/** The members of a JSON object in the request's body. */
export const readBody = async ({ request }: Call): Promise<ReadonlyMap<string, unknown>> => {
  let body: unknown
  try {
    body = JSON.parse(await request.text())
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRequestError('The request body is not JSON.')
    throw error
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadRequestError('The request body must be a JSON object.')
  }
  return new Map(Object.entries(body))
}
