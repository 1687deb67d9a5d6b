/**
 * Reports the height of the whole document, now and whenever it changes, at most once a frame.
 * Meanwhile the root element has `data-auto-height`: styles that go by the viewport's height must
 * not apply then, because the viewport goes by the content's.
 */
export function reportHeight(report: (height: number) => void): () => void {
  const root = document.documentElement
  let reported = -1
  let scheduled = 0

  function measure(): void {
    scheduled = 0
    const height = Math.ceil(root.getBoundingClientRect().height)
    if (height === reported) return
    reported = height
    report(height)
  }

  const observer = new ResizeObserver(() => {
    if (scheduled === 0) scheduled = requestAnimationFrame(measure)
  })
  root.dataset['autoHeight'] = ''
  observer.observe(root)
  return () => {
    observer.disconnect()
    cancelAnimationFrame(scheduled)
    delete root.dataset['autoHeight']
  }
}
