/** Languages of the pages that the bff writes itself (decision 35). */
export type Language = 'en' | 'da' | 'fi'

/** The page's language by `Accept-Language`: the first of ours that the browser lists, or English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=')
      return {
        tag: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      }
    })
    .toSorted((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) if (tag === 'en' || tag === 'da' || tag === 'fi') return tag
  return 'en'
}
