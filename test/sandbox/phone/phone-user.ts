import { readForms, readText } from '../../support/html-forms.ts'
import { createPortalBrowser, type Landing } from '../../support/portal-browser.ts'

/** Somebody at the stand-in's own pages, without a script. */
export const createPhoneUser = (portalUrl: string) => {
  const browser = createPortalBrowser()
  let page: Extract<Landing, { kind: 'page' }> | undefined

  const arrive = (landing: Landing) => {
    if (landing.kind === 'left') throw new Error(`led away to ${landing.location}`)
    page = landing
    return { status: landing.status, text: readText(landing.page), html: landing.page }
  }
  const here = () => {
    if (page === undefined) throw new Error('no page is open')
    return page
  }
  return {
    open: async (path: string) => arrive(await browser.open(new URL(path, portalUrl).href)),
    /** Presses the button with this value in the first form that has it, and this hidden value if given. */
    press: async (
      value: string,
      { hidden, fields = {} }: { hidden?: string; fields?: Record<string, string> } = {},
    ) => {
      const { page: html, url } = here()
      const form = readForms(html, url).find(
        ({ inputs }) =>
          inputs.some((input) => input.tag === 'button' && input.value === value) &&
          (hidden === undefined || inputs.some((input) => input.value === hidden)),
      )
      if (form === undefined) throw new Error(`no button ${value}`)
      const sent = new Map<string, string>()
      for (const { tag, type, name, value: given, checked } of form.inputs) {
        const isSent = tag === 'button' ? given === value : type !== 'checkbox' || checked
        if (isSent && name !== '') sent.set(name, type === 'checkbox' ? 'on' : given)
      }
      for (const [name, given] of Object.entries(fields)) {
        if (given === '') sent.delete(name)
        else sent.set(name, given)
      }
      return arrive(await browser.submit(form, [...sent]))
    },
  }
}
