import type { Removal } from '../../support/removals.ts'

/** A check in one place, taken out, and the test that misses it. */
export function taken(
  rule: string,
  [file, from, to]: readonly [file: string, from: string, to: string],
  [testFile, test]: readonly [testFile: string, test: string],
): Removal {
  return { rule, file, replacements: [[from, to]], testFile: `test/bff/${testFile}.test.ts`, test }
}
