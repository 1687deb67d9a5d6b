import { leftHalf, type TokenFault, withClaims } from '../../sandbox/faults/forgeries.ts'

const seconds = () => Math.floor(Date.now() / 1000)
const core = 'oidcc-client-test'
const fapi1 = 'fapi1-advanced-final-client-test'
const fapi2 = 'fapi2-security-profile-final-client-test'

export interface ClaimCheck {
  readonly items: readonly string[]
  readonly name: string
  readonly fault: TokenFault
}

/** Claims that no ID token may have, on whichever leg. */
export const brokenClaims: readonly ClaimCheck[] = [
  {
    items: [`${core}-invalid-iss`, `${fapi1}-invalid-iss`, `${fapi2}-invalid-iss`],
    name: 'of another issuer',
    fault: withClaims(({ claims }) => ({ iss: `${String(claims['iss'])}1` })),
  },
  {
    items: [`${fapi1}-invalid-missing-iss`, `${fapi2}-invalid-missing-iss`],
    name: 'without issuer',
    fault: withClaims({ iss: undefined }),
  },
  {
    items: [`${core}-invalid-aud`, `${fapi1}-invalid-aud`, `${fapi2}-invalid-aud`],
    name: 'for another client',
    fault: withClaims(({ claims }) => ({ aud: `${String(claims['aud'])}1` })),
  },
  {
    items: [`${core}-missing-aud`, `${fapi1}-invalid-missing-aud`, `${fapi2}-invalid-missing-aud`],
    name: 'without audience',
    fault: withClaims({ aud: undefined }),
  },
  {
    items: ['47', `${fapi1}-invalid-secondary-aud`, `${fapi2}-invalid-secondary-aud`],
    name: 'with a second audience',
    fault: withClaims(({ claims }) => ({ aud: [claims['aud'], 'another'] })),
  },
  {
    items: ['47', 'RP 3'],
    name: 'with a second audience though azp is ours',
    fault: withClaims(({ claims }) => ({ aud: [claims['aud'], 'another'], azp: claims['aud'] })),
  },
  {
    items: ['47', 'RP 3'],
    name: 'issued to another party',
    fault: withClaims({ azp: 'another' }),
  },
  {
    items: [`${core}-missing-sub`],
    name: 'without subject',
    fault: withClaims({ sub: undefined }),
  },
  { items: ['RP 3'], name: 'with an empty subject', fault: withClaims({ sub: '' }) },
  {
    items: ['RP 3'],
    name: 'with a subject of 256 characters',
    fault: withClaims({ sub: 's'.repeat(256) }),
  },
  {
    items: [`${fapi1}-invalid-expired-exp`, `${fapi2}-invalid-expired-exp`, 'RP 10'],
    name: 'that expired ten minutes ago',
    fault: withClaims(() => ({ exp: seconds() - 600 })),
  },
  {
    items: [`${fapi1}-invalid-missing-exp`, `${fapi2}-invalid-missing-exp`],
    name: 'without expiry',
    fault: withClaims({ exp: undefined }),
  },
  {
    items: [`${core}-missing-iat`],
    name: 'without time of issue',
    fault: withClaims({ iat: undefined }),
  },
  {
    items: ['RP 2', 'RP 10'],
    name: 'issued ten minutes from now',
    fault: withClaims(() => ({ iat: seconds() + 600, exp: seconds() + 900 })),
  },
  {
    items: ['RP 2', `${fapi1}-iat-is-week-in-past`],
    name: 'issued a week ago',
    fault: withClaims(() => ({ iat: seconds() - 7 * 86_400 })),
  },
  {
    items: ['RP 10'],
    name: 'not valid for another ten minutes',
    fault: withClaims(() => ({ nbf: seconds() + 600 })),
  },
]

/** Claims of a login that carry its nonce. */
export const brokenNonces: readonly ClaimCheck[] = [
  {
    items: [`${core}-nonce-invalid`, `${fapi1}-invalid-nonce`, `${fapi2}-invalid-nonce`],
    name: 'with another nonce',
    fault: withClaims(({ claims }) => ({ nonce: `${String(claims['nonce'])}1` })),
  },
  {
    items: [`${fapi1}-invalid-missing-nonce`, `${fapi2}-invalid-missing-nonce`],
    name: 'without nonce',
    fault: withClaims({ nonce: undefined }),
  },
]

/** Claims of the front channel's only. */
export const brokenHashes: readonly ClaimCheck[] = [
  {
    items: ['43', `${core}-invalid-chash`, `${fapi1}-invalid-chash`],
    name: 'with the c_hash of another code',
    fault: withClaims(({ claims }) => ({ c_hash: `${String(claims['c_hash'])}1` })),
  },
  {
    items: ['43', `${core}-missing-chash`],
    name: 'without c_hash',
    fault: withClaims({ c_hash: undefined }),
  },
  {
    items: [`${fapi1}-invalid-shash`],
    name: 'with the s_hash of another state',
    fault: withClaims(({ state = '' }) => ({ s_hash: `${leftHalf(state)}1` })),
  },
]

/** Claims that look odd and are right. */
export const unusualClaims: readonly ClaimCheck[] = [
  {
    items: ['47', `${fapi1}-valid-aud-as-array`, `${fapi2}-valid-aud-as-array`, 'RP 12'],
    name: 'with a list of one audience',
    fault: withClaims(({ claims }) => ({ aud: [claims['aud']] })),
  },
  {
    items: ['47'],
    name: 'that names us as authorized party',
    fault: withClaims(({ claims }) => ({ azp: claims['aud'] })),
  },
  {
    items: ['RP 10'],
    name: 'of a clock a minute ahead',
    fault: withClaims(() => ({ iat: seconds() + 60, nbf: seconds() + 60, exp: seconds() + 360 })),
  },
  {
    items: ['RP 10'],
    name: 'that expired a minute ago',
    fault: withClaims(() => ({ exp: seconds() - 60 })),
  },
]
