import type { EmbedOptions } from '#shared/embed.ts'

import { warn } from '../../embed/sandbox.ts'
import { fitAppearance } from './appearance.ts'

const shown = new Set<string>()
const said = new Set<string>()

/** Shows the console in the portal's theme and colours, as far as everyone can read them. */
export function showLook({ theme = 'auto', appearance = {} }: EmbedOptions): void {
  const { dataset, style } = document.documentElement
  // The same attribute as in a tab; the portal's iframe has the same scheme, or it would be opaque.
  if (theme === 'auto') delete dataset['theme']
  else dataset['theme'] = theme
  const { properties, hints } = fitAppearance(
    appearance,
    theme === 'auto' ? ['light', 'dark'] : [theme],
  )
  for (const name of shown) if (!properties.has(name)) style.removeProperty(name)
  for (const [name, value] of properties) {
    style.setProperty(name, value)
    shown.add(name)
  }
  for (const hint of hints) {
    if (said.has(hint)) continue
    said.add(hint)
    warn(hint)
  }
}
