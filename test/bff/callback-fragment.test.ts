import { runInNewContext } from 'node:vm'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { readFailurePage } from '../support/failure-page.ts'
import { readForms } from '../support/html-forms.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ settings: { MOBILEPAY_RESPONSE_MODE: 'fragment' } })
})

afterAll(() => stack.close())

const land = (query = '') => fetch(`${stack.bff.url}/auth/callback${query}`)

/** Runs the page's own script where a browser would have this fragment, and notes what it does. */
async function runScript(hash: string) {
  const html = await (await land()).text()
  const source = /<script nonce="[\w-]+">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  expect(source).not.toBe('')
  const steps: unknown[] = []
  const empty = { hidden: true }
  const form = {
    hidden: false,
    append: ({ type, name, value }: { type: string; name: string; value: string }) =>
      steps.push([type, name, value]),
  }
  runInNewContext(source, {
    URLSearchParams,
    location: { hash, pathname: '/auth/callback' },
    history: { replaceState: (...args: readonly unknown[]) => steps.push(['replace', ...args]) },
    document: { forms: [form], createElement: () => ({}), querySelector: () => empty },
    HTMLFormElement: {
      prototype: {
        submit(this: unknown) {
          steps.push(['submit', this === form])
        },
      },
    },
  })
  return { steps, empty, form }
}

test('the fragment leaves the address before anything else, and goes on pair by pair', async () => {
  const { steps } = await runScript('#state=a%20b&code=c+d&state=a%20b&submit=x')
  expect(steps).toEqual([
    ['replace', null, '', '/auth/callback'],
    ['hidden', 'state', 'a b'],
    ['hidden', 'code', 'c d'],
    ['hidden', 'state', 'a b'],
    ['hidden', 'submit', 'x'],
    ['submit', true],
  ])
})

test.each(['', '#'])(
  'with the fragment “%s” nothing is submitted and a way on appears',
  async (hash) => {
    const { steps, empty, form } = await runScript(hash)
    expect(steps).toEqual([['replace', null, '', '/auth/callback']])
    expect(empty.hidden).toBe(false)
    expect(form.hidden).toBe(true)
    expect(await (await land()).text()).toMatch(/<div id="empty" hidden>.*href="\/connect"/s)
  },
)

test('the landing page posts to /auth/complete and says what to do without a script', async () => {
  const response = await land()
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()).toEqual([])
  const html = await response.text()
  const [form] = readForms(html, `${stack.bff.url}/auth/callback`)
  expect(form).toMatchObject({
    method: 'POST',
    action: `${stack.bff.url}/auth/complete`,
    inputs: [],
  })
  expect(html).toMatch(/<noscript>.*JavaScript/s)
})

test.each([
  '?code=x&state=y&id_token=z',
  '?state=y',
  '?id_token=z',
  '?error=access_denied&code=x',
  '?error=access_denied&id_token=x',
  '?anything=1',
])('a response in the query is refused: %s', async (query) => {
  const { html } = await readFailurePage(await land(query), 400)
  expect(html).not.toContain('<form')
})

test('an error in the query is an answer that goes on', async () => {
  const [form] = readForms(await (await land('?error=access_denied&state=y')).text(), stack.bff.url)
  expect(form?.inputs.filter(({ tag }) => tag === 'input')).toMatchObject([
    { name: 'error', value: 'access_denied' },
    { name: 'state', value: 'y' },
  ])
})

test('a whole login works this way', async () => {
  const browser = stack.browser()
  const response = await browser.authorize({ returnTo: '/payments?page=2' })
  expect(response.mode).toBe('fragment')
  const completed = await browser.land(response)
  expect(completed.status).toBe(303)
  expect(completed.headers.get('location')).toBe('/payments?page=2')
})
