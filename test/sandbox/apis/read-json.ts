import { BadRequestError, type Call } from './call.ts'
import { isUuid } from './read-request.ts'

export type Members = ReadonlyMap<string, unknown>

export const readJson = async ({ request }: Pick<Call, 'request'>): Promise<unknown> => {
  try {
    return JSON.parse(await request.text())
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRequestError('The request body is not JSON.')
    throw error
  }
}

/** The members of a JSON object; undefined when it is none. */
export const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map<string, unknown>(Object.entries(value))
    : undefined

export const readObject = async (call: Pick<Call, 'request'>): Promise<Members> => {
  const members = membersOf(await readJson(call))
  if (members === undefined) throw new BadRequestError('The request body must be a JSON object.')
  return members
}

export const readList = async (
  call: Pick<Call, 'request'>,
  longest: number,
): Promise<readonly unknown[]> => {
  const list: unknown = await readJson(call)
  if (!Array.isArray(list) || list.length === 0 || list.length > longest) {
    throw new BadRequestError(`The request body must be a JSON array of 1 to ${longest} items.`)
  }
  return list as readonly unknown[]
}

/** What is given and not null. */
const given = (members: Members, name: string): unknown => members.get(name) ?? undefined

export const required = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined) throw new BadRequestError(`The ${name} field is required.`)
  return value
}

export const readText = (
  members: Members,
  name: string,
  { shortest = 0, longest = Number.POSITIVE_INFINITY } = {},
): string | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value.length < shortest || value.length > longest) {
    throw new BadRequestError(
      `The field ${name} must be a string with a length between ${shortest} and ${longest}.`,
    )
  }
  return value
}

export const readFlag = (members: Members, name: string): boolean | undefined => {
  const value = given(members, name)
  if (value === undefined || typeof value === 'boolean') return value
  throw new BadRequestError(`The field ${name} must be true or false.`)
}

/** A number as JSON has it, or in quotation marks, as MobilePay's own examples have it. */
export const readNumber = (members: Members, name: string): number | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  const isNumeric = typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,10})?$/u.test(value)
  const number = isNumeric ? Number(value) : value
  if (typeof number !== 'number') throw new BadRequestError(`The field ${name} must be a number.`)
  return number
}

export const readInteger = (
  members: Members,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined => {
  const value = readNumber(members, name)
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > most)) {
    throw new BadRequestError(`The field ${name} must be between ${least} and ${most}.`)
  }
  return value
}

/** Øre or cents, exactly; with a fraction when the amount has more than two decimals. */
const minorOf = (amount: number): number => {
  const [, sign = '', whole = '', decimals = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/u.exec(String(amount)) ?? []
  if (whole === '') return Number.NaN
  const cents = Number(`${whole}${decimals.slice(0, 2).padEnd(2, '0')}`)
  const rest = decimals.length > 2 ? Number(`0.${decimals.slice(2)}`) : 0
  return sign === '-' ? -(cents + rest) : cents + rest
}

/** An amount in øre or cents. */
export const readMinor = (
  members: Members,
  name: string,
  { least, decimals = 2 }: { readonly least: number; readonly decimals?: 2 | 'any' },
): number | undefined => {
  const amount = readNumber(members, name)
  if (amount === undefined) return undefined
  const minor = minorOf(amount)
  if (Number.isNaN(minor) || minor < least || (decimals === 2 && !Number.isInteger(minor))) {
    const lowest = (least / 100).toFixed(2)
    throw new BadRequestError(`The field ${name} must be an amount of at least ${lowest}.`)
  }
  return minor
}

export const readUuid = (members: Members, name: string): string | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !isUuid(value)) {
    throw new BadRequestError(`The field ${name} must be a GUID.`)
  }
  return value.toLowerCase()
}

/** The day of a date or of a date and time. */
export const readDay = (members: Members, name: string): string | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  const day = typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}(?=$|T)/u.exec(value)?.[0] : undefined
  const at = Date.parse(day ?? '')
  if (day === undefined || Number.isNaN(at) || !new Date(at).toISOString().startsWith(day)) {
    throw new BadRequestError(`The field ${name} must be a date (YYYY-MM-DD).`)
  }
  return day
}

export const readStrings = (members: Members, name: string): readonly string[] | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new BadRequestError(`The field ${name} must be a list of strings.`)
  }
  return value
}

export const readObjects = (members: Members, name: string): readonly Members[] | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  const items = Array.isArray(value) ? value.map(membersOf) : [undefined]
  if (!items.every((item) => item !== undefined)) {
    throw new BadRequestError(`The field ${name} must be a list of objects.`)
  }
  return items
}

export const readMember = (members: Members, name: string): Members | undefined => {
  const value = given(members, name)
  if (value === undefined) return undefined
  const inner = membersOf(value)
  if (inner === undefined) throw new BadRequestError(`The field ${name} must be an object.`)
  return inner
}
