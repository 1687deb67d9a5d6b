/** Reads what this browser was asked to remember; null too where storage is blocked. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

/** Remembers a text, or forgets it with null. Where storage is blocked it lasts for this visit. */
export function remember(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}
