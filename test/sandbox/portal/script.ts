/** The portal's only script: copy buttons, and new steps as they happen. Pages work without it. */
export const script = `
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
}
const steps = document.getElementById('steps')
if (steps) {
  const events = new EventSource('/tutorial/events')
  events.addEventListener('open', () => { document.getElementById('live').hidden = false })
  events.addEventListener('step', ({ data, lastEventId }) => {
    document.getElementById('expected')?.remove()
    if (!document.getElementById('entry-' + lastEventId)) steps.insertAdjacentHTML('afterbegin', data)
    while (steps.children.length > 60) steps.lastElementChild.remove()
  })
}
`
