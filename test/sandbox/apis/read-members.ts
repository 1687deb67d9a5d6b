import { BadRequestError } from './call.ts'
import { isUuid } from './read-request.ts'

export type Members = ReadonlyMap<string, unknown>

const largestInteger = 2 ** 31 - 1

/** What MobilePay lists; it refuses the rest, quotation marks and the euro sign included. */
const permitted =
  /^[ 0-9a-zA-ZæÆøØåÅäÄöÖšŠžŽâÂàÀáÁãÃéÉêÊëËèÈíÍîÎïÏìÌüÜûÛùÙúÚôÔòÒóÓõÕÿýÝñÑ!#$%&'()*+,\-./:;<=>?@[\]^_`{|}~¦¯¨´«»ðþçß¤ÇµÐÞ±°ªº©§¶¼½¾¬®¢£¥¡¿¹²³]*$/u

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
  if (typeof value !== 'string' || value.length > longest || !permitted.test(value)) {
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

/** As it was written, whatever its scheme. */
export const requiredUri = (members: Members, name: string, longest: number): string => {
  const value = members.get(name)
  if (typeof value !== 'string' || value.length > longest || !URL.canParse(value)) {
    throw new BadRequestError(`${name} must be a valid URI of at most ${longest} characters.`)
  }
  return value
}
