/** How many tabs of these widths stand side by side, where the rest goes into a menu beside them. */
export function fitTabs(widths: readonly number[], room: number, moreWidth: number): number {
  const all = widths.reduce((sum, width) => sum + width, 0)
  if (all <= room) return widths.length
  let left = room - moreWidth
  return widths.filter((width) => (left -= width) >= 0).length
}
