import { recall, remember } from './storage.ts'
import { createValue } from './value.ts'

/**
 * Whether single keys such as `/` do something. They can be turned off, because speech input types
 * them by accident (WCAG 2.1.4).
 */
export const singleKeys = createValue(recall('keys') !== 'off')

export function allowSingleKeys(allowed: boolean): void {
  remember('keys', allowed ? null : 'off')
  singleKeys.set(allowed)
}

/** The key that goes with a letter for a command: Apple's, or Ctrl. */
export const commandKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
