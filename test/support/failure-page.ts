import { expect } from 'vitest'

import { readText } from './html-forms.ts'

interface FailurePage {
  readonly html: string
  readonly title: string
  /** What a person reads. */
  readonly text: string
  /** Where the page's one button leads. */
  readonly wayOn: string
}

const requestId = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/

/**
 * Reads the page on which something failed, and checks what every such page owes a merchant: the
 * reason in a heading and in words, a reference that the log knows, and a way on within our origin.
 */
export async function readFailurePage(response: Response, status: number): Promise<FailurePage> {
  const html = await response.text()
  const text = readText(html)
  expect({ status: response.status, text }).toMatchObject({ status })
  expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  const title = /<h1>(.*?)<\/h1>/s.exec(html)?.[1] ?? ''
  expect(title).not.toBe('')
  expect(text.length).toBeGreaterThan(title.length + 80)
  const [reference] = requestId.exec(text) ?? []
  expect(reference).toBe(response.headers.get('x-request-id'))
  const wayOn = readText(/<a class="action" href="([^"]*)"/.exec(html)?.[1] ?? '')
  expect(wayOn).toMatch(/^\/(?!\/)/)
  return { html, title, text, wayOn }
}
