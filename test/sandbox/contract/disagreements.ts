import type { Dialect } from '../apis/dialect.ts'
import type { Rules } from '../data/rules.ts'
import type { SandboxOptions } from '../sandbox.ts'

/** Something that MobilePay's sources describe in two ways, and what the stand-in makes of it. */
interface Disagreement {
  readonly about: string
  readonly between: string
  readonly kept:
    | {
        readonly kind: 'setting'
        readonly name: keyof Dialect | keyof Rules | keyof SandboxOptions
      }
    /** One of the two, because the other is a slip or has been replaced. */
    | { readonly kind: 'documented'; readonly which: string }
    /** Not for MobilePay to decide. */
    | { readonly kind: 'client'; readonly which: string }
}

const setting = (name: keyof Dialect | keyof Rules | keyof SandboxOptions) =>
  ({ kind: 'setting', name }) as const
const documented = (which: string) => ({ kind: 'documented', which }) as const
const client = (which: string) => ({ kind: 'client', which }) as const

/** Every one that is known. */
export const disagreements: readonly Disagreement[] = [
  {
    about: 'name of the redirect parameter',
    between: 'redirect_url in the table, redirect_uri in the samples',
    kept: documented('redirect_uri'),
  },
  {
    about: 'scope of Reporting',
    between: 'transaction_reporting in old pages, transactionreporting',
    kept: documented('transactionreporting'),
  },
  {
    about: 'merchant_vat',
    between: 'required, or optional',
    kept: setting('merchantVat'),
  },
  {
    about: 'ID token of a refresh',
    between: 'id-token in a sample, id_token in the transcript',
    kept: documented('id_token'),
  },
  {
    about: 'life of a refresh token',
    between: '13 months, or a year',
    kept: documented('13 months from its last use'),
  },
  { about: 'refresh tokens', between: 'reused, or once only', kept: setting('refreshTokens') },
  {
    about: 'code_verifier in a refresh',
    between: 'a note wants it kept, no sample sends it',
    kept: documented('not needed'),
  },
  {
    about: 'after a 401',
    between: 'refresh, or start over',
    kept: client('refreshes once, then asks to reconnect'),
  },
  {
    about: 'x-ibm headers',
    between: 'still in diagrams, dropped in 2022',
    kept: documented('not asked for'),
  },
  { about: 'Subscriptions merchants/me', between: 'array, object', kept: setting('merchantsMe') },
  { about: 'page of agreements', between: 'object, array', kept: setting('agreementsPage') },
  { about: 'amounts', between: '"0.00", number', kept: setting('subscriptionAmounts') },
  {
    about: 'agreement callbacks',
    between: 'Accepted or Active, codes as numbers or text, 40000 for Canceled',
    kept: setting('agreementCallbacks'),
  },
  { about: 'smallest charge', between: '0.00, 0.01', kept: setting('smallestChargeMinor') },
  { about: 'earliest due date', between: '1 day, 2 days', kept: setting('earliestDueDay') },
  {
    about: 'life of a reservation of a one-off',
    between: '6 d 23 h 45 min, 14 days in the glossary',
    kept: setting('reservation'),
  },
  { about: 'smallest refund', between: '0.10, 0.01', kept: setting('smallestRefundMinor') },
  {
    about: 'members of a one-off, a refund, an attachment, an invoice',
    between: 'required, optional',
    kept: setting('requiredMembers'),
  },
  {
    about: 'success in Subscriptions',
    between: '"only 200", and 201, 202, 204 elsewhere',
    kept: documented('201, 202, 204'),
  },
  {
    about: 'status of a new invoice or link',
    between: '202, 200',
    kept: setting('invoiceCreated'),
  },
  {
    about: 'status of a new consent request',
    between: '201, 200',
    kept: setting('consentCreated'),
  },
  {
    about: 'key of Invoice callbacks',
    between: 'api_key in an FAQ, apiKey',
    kept: documented('both are taken'),
  },
  {
    about: 'names in Invoice answers and errors',
    between: 'PascalCase and snake_case, camelCase',
    kept: setting('invoiceNames'),
  },
  { about: 'state of a consent', between: 'name, number', kept: setting('consentState') },
  {
    about: 'longest description of a payment',
    between: '200, or 100 as the facade cuts it',
    kept: setting('platform'),
  },
  {
    about: 'deprecated list of payments',
    between: 'all states by its filter, only reserved since its deprecation',
    kept: setting('paymentsList'),
  },
  {
    about: 'status of a repeated capture',
    between: '200, 204',
    kept: documented('204'),
  },
  {
    about: 'sign in Reporting',
    between: 'debit and credit the one way and the other',
    kept: documented('money in is positive, fees and transfers are negative'),
  },
  {
    about: 'a call too many',
    between: 'limits documented, the answer not',
    kept: setting('rateLimitReply'),
  },
]

const texts = ({ kept }: Disagreement) =>
  kept.kind === 'setting' ? `setting ${kept.name}` : `${kept.kind}: ${kept.which}`

/** The table that the test prints. */
export const disagreementTable = (): string =>
  [
    'Where MobilePay’s sources disagree',
    ...disagreements.map(
      (one) => `  ${one.about.padEnd(60)} ${texts(one).padEnd(70)} ${one.between}`,
    ),
  ].join('\n')
