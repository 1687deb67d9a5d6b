/** How often a property is tried: some in `pnpm test`, `times` as many in the long run. */
export function runs(count: number, times = 50): { readonly numRuns: number } {
  return { numRuns: process.env['FULL'] === undefined ? count : count * times }
}
