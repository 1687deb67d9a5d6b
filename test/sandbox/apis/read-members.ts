import { BadRequestError } from './call.ts'
import { isUuid } from './read-request.ts'

export type Members = ReadonlyMap<string, unknown>

const largestInteger = 2 ** 31 - 1

/** Digits, Latin letters with their accents, and punctuation; MobilePay refuses the rest. */
const latin = /^[\u0020-\u007E\u00A0-\u017F]*$/u

export const requiredText = (members: Members, name: string, longest: number): string => {
  const value = optionalText(members, name, longest)
  if (value === undefined) throw new BadRequestError(`${name} is required.`)
  return value
}

export const optionalText = (
  members: Members,
  name: string,
  longest: number,
): string | undefined => {
  const value = members.get(name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string' || value.length > longest || !latin.test(value)) {
    throw new BadRequestError(`${name} must be text of at most ${longest} permitted characters.`)
  }
  return value
}

export const requiredUuid = (members: Members, name: string): string => {
  const value = members.get(name)
  if (typeof value !== 'string' || !isUuid(value)) {
    throw new BadRequestError(`${name} must be a GUID.`)
  }
  return value.toLowerCase()
}

export const optionalUuid = (members: Members, name: string): string | undefined => {
  const value = members.get(name)
  return value === undefined || value === null ? undefined : requiredUuid(members, name)
}

/** A positive amount in øre or cents. */
export const requiredMinorAmount = (members: Members, name: string): number => {
  const value = members.get(name)
  if (
    typeof value !== 'number' ||
    !Number.isInteger(value) ||
    value < 1 ||
    value > largestInteger
  ) {
    throw new BadRequestError(`${name} must be an integer of at least 1.`)
  }
  return value
}

export const requiredUrl = (members: Members, name: string, longest: number): URL => {
  const value = members.get(name)
  const url = typeof value === 'string' && value.length <= longest ? URL.parse(value) : null
  if (url === null) throw new BadRequestError(`${name} must be a valid URI.`)
  return url
}
