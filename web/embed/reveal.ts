/**
 * Scrolls the portal, as little as needed, so that the content at `top` pixels of the frame is in
 * view. By way of an element of that place, so that any scrolling part of the page takes part.
 */
export function reveal(frame: HTMLIFrameElement, top: number): void {
  const mark = document.createElement('div')
  Object.assign(mark.style, { position: 'absolute', top: `${top}px`, height: '50vh' })
  frame.after(mark)
  mark.scrollIntoView({ block: 'nearest' })
  mark.remove()
}
