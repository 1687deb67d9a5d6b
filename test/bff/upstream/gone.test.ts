import { createServer } from 'node:http'

import { expect, onTestFinished, test } from 'vitest'

import { watchClient } from '../../../bff/upstream/client.ts'
import { listen } from '../../support/listen.ts'

// Without anybody to take it, such an error would end the process; here it would fail the run.
test('an error of the browser’s side of a call ends nothing', async () => {
  const server = createServer((incoming, outgoing) => {
    watchClient(incoming, outgoing)
    outgoing.end('all')
    outgoing.write('too late')
  })
  const port = await listen(server)
  onTestFinished(() => void server.close())
  for (let count = 0; count < 2; count += 1) {
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('all')
  }
})
