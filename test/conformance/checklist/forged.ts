import { type Forgery, forgeryNames } from '../../sandbox/faults/forgeries.ts'

const core = 'oidcc-client-test'
const fapi1 = 'fapi1-advanced-final-client-test'
const fapi2 = 'fapi2-security-profile-final-client-test'

const modulesOf: Partial<Readonly<Record<Forgery, readonly string[]>>> = {
  'without signature, alg none': [`${fapi1}-invalid-null-alg`, `${fapi2}-invalid-null-alg`],
  'with HS256 and the public key': [`${core}-invalid-sig-hs256`],
  'with PS256': [`${fapi1}-invalid-alternate-alg`, `${fapi2}-invalid-alternate-alg`],
  'with ES256': [`${core}-invalid-sig-es256`],
  'with a broken signature': [`${core}-invalid-sig-rs256`, `${fapi1}-invalid-signature`],
}

const byAlgorithm = ['without signature', 'without alg', 'with HS256', 'with PS256', 'with RS384']

/** Every forgery of the stand-in's, with the items that it stands for beside those given. */
export const forgedTokens = (...always: readonly string[]) =>
  forgeryNames.map((name) => {
    const isAboutAlgorithm = byAlgorithm.some((beginning) => name.startsWith(beginning))
    const pinned = isAboutAlgorithm || name === 'with ES256' ? ['RP 8'] : []
    return { name, items: [...new Set([...always, ...pinned, ...(modulesOf[name] ?? [])])] }
  })
