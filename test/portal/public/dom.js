/**
 * The element at `selector`, of the kind it has to be.
 *
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(selector, kind) {
  const found = document.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`)
  return found
}

/**
 * @param {string} tag
 * @param {string | Node} content
 */
export function make(tag, content) {
  const made = document.createElement(tag)
  made.append(content)
  return made
}
