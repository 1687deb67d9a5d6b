/** Drops what is over from the old end of a map, and the oldest where there are too many. */
export function trim<T>(map: Map<string, T>, maximum: number, isOver: (value: T) => boolean): void {
  for (const [key, value] of map) {
    if (map.size <= maximum && !isOver(value)) break
    map.delete(key)
  }
}
