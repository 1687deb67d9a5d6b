import type { Item } from './catalogue.ts'

export interface TestResult {
  readonly title: string
  readonly passed: boolean
  /** Items of the catalogue that it answers for. */
  readonly items: readonly string[]
}

interface Verdict {
  readonly item: Item
  readonly verdict: 'pass' | 'fail' | 'not applicable'
  /** Why, as the end of the report's line. */
  readonly detail: string
}

/**
 * What the tests say about each item. One without any test fails, unless it has a reason; one with
 * both has one too many.
 */
export function judge(
  catalogue: readonly Item[],
  results: readonly TestResult[],
): readonly Verdict[] {
  return catalogue.map((item) => {
    const about = results.filter(({ items }) => items.includes(item.id))
    const failed = about.filter(({ passed }) => !passed)
    if (item.notApplicable !== undefined) {
      return about.length === 0
        ? { item, verdict: 'not applicable', detail: `: ${item.notApplicable}` }
        : { item, verdict: 'fail', detail: ': has a test, though it is said not to apply' }
    }
    if (about.length === 0) return { item, verdict: 'fail', detail: ': has no test' }
    if (failed.length > 0) {
      const titles = failed.map(({ title }) => `“${title}”`).join(', ')
      return { item, verdict: 'fail', detail: `: ${titles}` }
    }
    return { item, verdict: 'pass', detail: '' }
  })
}
