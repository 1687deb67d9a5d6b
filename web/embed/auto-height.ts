import { warn } from './sandbox.ts'

/** A height that comes this soon after another was applied may be the content's answer to it. */
const echoMilliseconds = 1000
/** So many in a row are applied at once, as a panel that opens needs it; then only those that rest. */
const quickSteps = 16
const restMilliseconds = 300
/** Content that answers each height with another one has none of its own. */
const maximumSteps = 19

/**
 * Gives `frame` the heights that its content reports, and stops where that never ends: content that
 * is as tall as its frame and a bit more would grow for ever.
 */
export function followHeight(frame: HTMLIFrameElement): (height: number) => void {
  let wanted = 0
  let steps = 0
  const widths = new Set<number>()
  let appliedAt = -Infinity
  let resting: ReturnType<typeof setTimeout> | undefined

  function apply(): void {
    frame.style.height = `${wanted}px`
    appliedAt = performance.now()
    resting = undefined
  }

  return (height) => {
    wanted = Math.ceil(height)
    const { clientWidth } = frame
    // What comes while nothing was applied is the content's own doing.
    const isSoon = performance.now() - appliedAt < echoMilliseconds
    appliedAt = -Infinity
    // A portal that is being resized has a new width each time; one whose scroll bar comes and goes
    // with our height has two.
    if (isSoon && widths.has(clientWidth)) steps += 1
    else if (resting === undefined) steps = 0
    if (!isSoon) widths.clear()
    widths.add(clientWidth)
    clearTimeout(resting)
    if (steps < quickSteps) apply()
    else if (steps < maximumSteps) resting = setTimeout(apply, restMilliseconds)
    else warn('its content grows with its height, so the height stays as it is')
  }
}
