import { sandboxTokens } from '#shared/embed.ts'

/** How the console is framed, and by what kind of page. */
export interface Cell {
  readonly name: string
  readonly mode: 'form_post' | 'fragment'
  /** Of the demo portal: its headers, and its own iframe with a sandbox where there is one. */
  readonly query: string
  /** The opener policy of MobilePay's pages. */
  readonly provider: 'unsafe-none' | 'same-origin'
  readonly expected: Outcome
  /** Part of the short matrix. */
  readonly quick: boolean
}

/** Connected, by a window that can reach its opener or cannot; or what is in the way. */
export type Outcome = 'opener' | 'mailbox' | 'no window' | 'provider refuses' | 'nothing runs'

const portals = [
  { name: 'no policies', query: '', keepsOpener: true },
  { name: 'COOP same-origin', query: 'coop=same-origin', keepsOpener: false },
  {
    name: 'COOP same-origin-allow-popups',
    query: 'coop=same-origin-allow-popups',
    keepsOpener: true,
  },
  {
    name: 'COOP and COEP require-corp',
    query: 'coop=same-origin&coep=require-corp',
    keepsOpener: false,
  },
  {
    name: 'COOP and COEP credentialless',
    query: 'coop=same-origin&coep=credentialless',
    keepsOpener: false,
  },
] as const

const everything = [...sandboxTokens, 'allow-downloads']
const frames = [
  { name: 'the element', tokens: null },
  { name: 'a full sandbox', tokens: everything },
  ...sandboxTokens.map((missing) => ({
    name: `a sandbox without ${missing}`,
    tokens: everything.filter((token) => token !== missing),
  })),
]

/** Every frame in every portal, in both response modes, at a MobilePay with and without COOP. */
export const cells: readonly Cell[] = frames.flatMap(({ name, tokens }) =>
  portals.flatMap((portal, column) =>
    (['form_post', 'fragment'] as const).flatMap((mode) =>
      (['unsafe-none', 'same-origin'] as const).flatMap((provider) => {
        const sandbox = tokens === null ? '' : `sandbox=${tokens.join('+')}`
        const expected = expect(tokens, portal.keepsOpener, provider)
        // Where nothing ever comes to MobilePay one of its policies and modes is enough.
        if (column > 0 && isStuck(expected)) return []
        if (isStuck(expected) && (mode === 'fragment' || provider === 'same-origin')) return []
        return {
          name: `${name}, ${portal.name}, MobilePay with ${provider}, ${mode}`,
          mode,
          provider,
          query: [portal.query, sandbox].filter(Boolean).join('&'),
          expected,
          quick: isQuick(tokens, column, mode, provider),
        }
      }),
    ),
  ),
)

function expect(
  tokens: readonly string[] | null,
  keepsOpener: boolean,
  provider: Cell['provider'],
): Outcome {
  const lacks = (token: string) => tokens !== null && !tokens.includes(token)
  if (lacks('allow-scripts') || lacks('allow-same-origin')) return 'nothing runs'
  if (lacks('allow-forms') || lacks('allow-popups')) return 'no window'
  if (lacks('allow-popups-to-escape-sandbox') && provider === 'same-origin') {
    return 'provider refuses'
  }
  return keepsOpener && provider === 'unsafe-none' ? 'opener' : 'mailbox'
}

function isStuck(expected: Outcome): boolean {
  return expected === 'nothing runs' || expected === 'no window'
}

/** The element in each portal once, each other frame in the plainest; modes and policies by turns. */
function isQuick(
  tokens: readonly string[] | null,
  column: number,
  mode: Cell['mode'],
  provider: Cell['provider'],
): boolean {
  if (tokens === null) {
    return (
      mode === (column % 2 === 0 ? 'form_post' : 'fragment') &&
      provider === (column % 3 === 0 ? 'unsafe-none' : 'same-origin')
    )
  }
  const isWhole = tokens.length === everything.length
  return column === 0 && mode === 'form_post' && (provider === 'same-origin' || !isWhole)
}
