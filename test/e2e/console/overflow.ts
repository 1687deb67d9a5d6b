import type { Page } from 'playwright-core'

/** What cannot be read because it sticks out: of the window, of its button, or of what cuts it off. */
export async function findOverflow(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(inPage)
  return Array.isArray(found) ? found.map(String) : [`no answer: ${String(found)}`]
}

// Written for the page, where the tests' compiler knows no DOM.
const inPage = `(() => {
  const found = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) {
    found.push('the page scrolls sideways: ' + root.scrollWidth + ' > ' + root.clientWidth)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue
    if (parent.closest('.hidden, .skip, noscript, select, [inert]')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    if (text.width === 0) continue
    const what = JSON.stringify(node.data.trim().slice(0, 40)) + ' in ' + parent.className
    for (let box = parent; box !== null && box !== root; box = box.parentElement) {
      const style = getComputedStyle(box)
      const edge = box.getBoundingClientRect()
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') break
      if (style.textOverflow === 'ellipsis') break
      const sticksOut = text.right > edge.right + 1.5 || text.left < edge.left - 1.5
      if (sticksOut && style.overflowX !== 'visible') found.push(what + ' is cut off')
      else if (sticksOut && box.matches('a.button, button, .pill, .badge, td, th')) {
        found.push(what + ' sticks out of ' + box.tagName + '.' + box.className)
      }
      if (style.position === 'fixed') break
    }
  }
  return [...new Set(found)]
})()`
