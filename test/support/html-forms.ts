/** A form of a server-rendered page, as somebody without a script sees it. */
export interface HtmlForm {
  readonly method: string
  /** Absolute. */
  readonly action: string
  readonly inputs: readonly HtmlInput[]
}

interface HtmlInput {
  readonly tag: 'input' | 'button'
  readonly type: string
  readonly name: string
  readonly value: string
  readonly checked: boolean
}

/** Reads the forms of a page of ours. Not a parser for HTML in general. */
export function readForms(page: string, pageUrl: string): readonly HtmlForm[] {
  return [...page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', body = '']) => ({
    method: (attribute(tag, 'method') ?? 'get').toUpperCase(),
    action: new URL(attribute(tag, 'action') ?? '', pageUrl).href,
    inputs: [...body.matchAll(/<(input|button)\b([^>]*)>/gs)].map(([, name, rest = '']) => ({
      tag: name === 'button' ? 'button' : 'input',
      type: attribute(rest, 'type') ?? 'text',
      name: attribute(rest, 'name') ?? '',
      value: attribute(rest, 'value') ?? '',
      checked: /\schecked\b/.test(rest),
    })),
  }))
}

/** What a person reads: no tags, no styles, single spaces. */
export function readText(page: string): string {
  const visible = page.replaceAll(/<(script|style|head)\b.*?<\/\1>/gs, ' ')
  return unescape(visible.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}=(?:"([^"]*)"|([^\\s>]+))`).exec(tag)
  const value = match?.[1] ?? match?.[2]
  return value === undefined ? undefined : unescape(value)
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

function unescape(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}
