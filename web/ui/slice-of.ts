/** Less than this is no room for a dialog: then it reaches out of what is in view. */
const leastHeight = 360

/** Where a dialog goes in a frame of `height`, of which `seen` is in view: distances from the edges. */
export function sliceOf(
  seen: { readonly top: number; readonly bottom: number },
  height: number,
): { readonly top: number; readonly bottom: number } {
  const missing = Math.max(0, leastHeight - (seen.bottom - seen.top))
  const top = Math.max(0, Math.min(seen.top - missing / 2, height - leastHeight))
  const end = Math.min(height, Math.max(seen.bottom + missing / 2, top + leastHeight))
  return { top: Math.round(top), bottom: Math.round(height - end) }
}
