import { BadRequestError, type Call } from './call.ts'
import { type Members, membersOf, readJson, readText, required } from './read-json.ts'

/**
 * The new values of a JSON Patch (RFC 6902), by member. MobilePay knows `replace` only, and only for some members.
 */
export const readReplacements = async (
  call: Pick<Call, 'request'>,
  replaceable: readonly string[],
): Promise<Members> => {
  const operations = await readJson(call)
  if (!Array.isArray(operations)) throw new BadRequestError('A JSON Patch is an array.')
  const replacements = new Map<string, unknown>()
  for (const operation of operations) {
    const members = membersOf(operation)
    if (members === undefined) throw new BadRequestError('Every operation must be an object.')
    const op = required(readText(members, 'op'), 'op')
    const path = required(readText(members, 'path'), 'path')
    if (op !== 'replace') throw new BadRequestError(`The operation '${op}' is not supported.`)
    const name = path.startsWith('/') ? path.slice(1) : ''
    if (!replaceable.includes(name)) throw new BadRequestError(`'${path}' cannot be replaced.`)
    replacements.set(name, members.get('value'))
  }
  return replacements
}
