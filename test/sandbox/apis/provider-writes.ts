import { isCallable } from '../data/rules.ts'
import { BadRequestError, type Call } from './call.ts'
import { readReplacements } from './json-patch.ts'
import { type Members, readObject, readText, required } from './read-json.ts'
import { emptyReply } from './reply.ts'
import { forProvider } from './subscription-lookups.ts'

/** RFC 7235 section 2.1. */
const token68 = /^[\w.~+/-]+=*$/u

const readRequired = (members: Members, name: string) =>
  required(readText(members, name, { shortest: 1 }), name)

/** An address that MobilePay would call. */
const readCallable = (call: Call, members: Members, name: string): string => {
  const href = readRequired(members, name)
  const url = URL.parse(href)
  if (url === null) throw new BadRequestError(`The field ${name} must be a URL.`)
  if (!isCallable(url, call.world.rules)) {
    throw new BadRequestError('The hyperlink reference must use https scheme')
  }
  return href
}

const callbackMember = 'payment_status_callback_url'

export const updateProvider = forProvider(async (call, provider) => {
  const replacements = await readReplacements(call, [callbackMember])
  if (replacements.size > 0) {
    provider.callbackUrl = readCallable(call, replacements, callbackMember)
  }
  return emptyReply(204)
})

export const setOAuth2 = forProvider(async (call, provider) => {
  const members = await readObject(call)
  provider.credentials = {
    scheme: 'OAuth2',
    clientId: readRequired(members, 'client_id'),
    clientSecret: readRequired(members, 'client_secret'),
    tokenUrl: readCallable(call, members, 'token_url'),
    scope: readText(members, 'scope'),
  }
  return emptyReply(204)
})

export const setBasic = forProvider(async (call, provider) => {
  const members = await readObject(call)
  const userName = readRequired(members, 'user_name')
  // RFC 7617 section 2: the first colon ends the name.
  if (userName.includes(':')) throw new BadRequestError('The field user_name has a colon.')
  const password = readRequired(members, 'password')
  provider.credentials = { scheme: 'Basic', userName, password }
  return emptyReply(204)
})

export const setApiKey = forProvider(async (call, provider) => {
  const key = readRequired(await readObject(call), 'api_key')
  if (!token68.test(key)) throw new BadRequestError('The field api_key must be a token68.')
  provider.credentials = { scheme: 'ApiKey', key }
  return emptyReply(204)
})
