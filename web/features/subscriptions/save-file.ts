/** Saves a file where the browser saves downloads. */
export function saveFile(file: Blob, name: string): void {
  const href = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  // After the click has been worked off.
  setTimeout(() => URL.revokeObjectURL(href), 1000)
}
