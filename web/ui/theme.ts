import { recall, remember } from './storage.ts'

export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

export function recallTheme(): Theme {
  return themes.find((theme) => theme === recall('theme')) ?? 'system'
}

/** Shows the console in another theme from now on, in this browser. */
export function chooseTheme(theme: Theme): void {
  const fixed = theme === 'system' ? null : theme
  remember('theme', fixed)
  // The same attribute that theme.js sets before the first paint.
  if (fixed) document.documentElement.dataset['theme'] = fixed
  else delete document.documentElement.dataset['theme']
}
