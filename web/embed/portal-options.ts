import { type EmbedOptions, readOptions } from '#shared/embed.ts'

/** Attributes of the element that the frame is told of, `view` aside. */
export const optionAttributes = ['locale', 'theme', 'vat', 'auto-height', 'hide-title'] as const

/** What the element's attributes say, as far as it makes sense; the rest is dropped. */
export function optionsOf(element: Element, appearance: unknown): EmbedOptions {
  return readOptions({
    locale: element.getAttribute('locale'),
    theme: element.getAttribute('theme'),
    vat: element.getAttribute('vat'),
    autoHeight: element.hasAttribute('auto-height'),
    hideTitle: element.hasAttribute('hide-title'),
    appearance,
  })
}
