import { existsSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

afterAll(() => stack.close())

test.skipIf(!existsSync('dist/embed/v1.js')).each(['/embed.js', '/embed/v1.js'])(
  '%s is a module that any portal may load, without credentials',
  async (path) => {
    const headers = { origin: 'https://portal.acme.example', 'sec-fetch-dest': 'script' }
    const response = await stack.tab().fetch(path, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.text()).toContain('mobilepay-connect')
  },
)
