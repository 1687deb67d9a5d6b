import type { Page } from 'playwright-core'
import * as z from 'zod/mini'

/** A compiled message: text, or text and what is put into it, e.g. `["Copy ", ["what"]]`. */
const messages = z.record(z.string(), z.array(z.unknown()))

/**
 * Makes the words of the English catalogues that `page` loads from now on 40 per cent longer, which
 * is what Finnish may need. Resolves to what ends that.
 */
export async function lengthenWords(page: Page): Promise<() => Promise<void>> {
  const catalogues = '**/assets/en-*.js'
  await page.route(catalogues, async (route) => {
    const response = await route.fetch()
    const code = await response.text()
    const longer = code.replace(
      /JSON\.parse\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\)/,
      (_, literal) => JSON.stringify(lengthen(String(literal))),
    )
    if (longer === code) throw new Error('no words found in a catalogue')
    await route.fulfill({ response, body: longer })
  })
  return () => page.unroute(catalogues)
}

function lengthen(literal: string): unknown {
  // A JavaScript string; as a template or in single quotes it is not JSON.
  const json = literal.startsWith('"')
    ? z.string().parse(JSON.parse(literal))
    : literal.slice(1, -1).replaceAll(/\\(['`\\])/g, '$1')
  const parsed = messages.parse(JSON.parse(json))
  return Object.fromEntries(Object.entries(parsed).map(([id, parts]) => [id, lengthenParts(parts)]))
}

// `["left", "plural", { one: […], other: […] }]`: the first two are names.
const choice = z.tuple([z.string(), z.string(), z.record(z.string(), z.unknown())])

function lengthenParts(parts: readonly unknown[]): readonly unknown[] {
  return parts.map((part) => {
    if (typeof part === 'string') return lengthenText(part)
    const parsed = choice.safeParse(part)
    if (!parsed.success) return part
    const [name, kind, choices] = parsed.data
    const longer = Object.entries(choices).map(([when, text]) => [
      when,
      Array.isArray(text) ? lengthenParts(text) : text,
    ])
    const inOrder: readonly unknown[] = [name, kind, Object.fromEntries(longer)]
    return inOrder
  })
}

/** Each word by two fifths of its own letters; tags such as `<0/>` stay. */
function lengthenText(text: string): string {
  return text.replaceAll(/<[^>]*>|\p{L}{2,}/gu, (word) =>
    word.startsWith('<') ? word : word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase(),
  )
}
