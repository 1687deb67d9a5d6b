import { sandboxTokens } from '#shared/embed.ts'

/** Tells the integrator's developer what is wrong; merchants do not read this. */
export function warn(problem: string): void {
  // oxlint-disable-next-line no-console -- the one place where it reaches who can mend it
  console.warn(`<mobilepay-connect>: ${problem}`)
}

/**
 * Warns of a sandbox: of the tokens that are missing where they can be read, else of all.
 *
 * @param symptom - what went wrong, at the beginning of a sentence.
 */
export function warnOfSandbox(symptom: string): void {
  const missing = missingTokens()
  const known = missing.length > 0 ? missing : sandboxTokens
  warn(`${symptom}. If an iframe here has a sandbox attribute, add: ${known.join(' ')}`)
}

/** Tokens that the sandboxes around this page lack, as far as a page can see out. */
export function missingTokens(): readonly string[] {
  const missing = new Set<string>(window.origin === 'null' ? ['allow-same-origin'] : [])
  let view: Window = window
  // Null at the top, and where the next page out is another site's.
  while (view.frameElement !== null) {
    const { frameElement } = view
    if (frameElement.hasAttribute('sandbox')) {
      const tokens = frameElement.getAttribute('sandbox')?.split(/\s+/)
      for (const token of sandboxTokens) if (tokens?.includes(token) !== true) missing.add(token)
    }
    view = view.parent
  }
  return [...missing]
}
