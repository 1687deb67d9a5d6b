import { spawn } from 'node:child_process'
import { connect } from 'node:net'

import { expect, onTestFinished, test } from 'vitest'

import { endWithUs } from '../../support/children.ts'
import { call, pause, startProxy, until } from '../upstream/support.ts'

const listener = `require('net').createServer().listen(
  { port: 0, host: '127.0.0.1', backlog: 1 },
  function () { console.log(this.address().port) },
)`

test('a gateway that takes no connection is given up in time', async () => {
  const child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'ignore'] })
  endWithUs(child)
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const line = new Promise((resolve) => child.stdout.setEncoding('utf8').once('data', resolve))
  const port = Number(await line)
  // It stands still: once its queue is full the system answers nobody any more.
  child.kill('SIGSTOP')
  const filling = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  onTestFinished(() => {
    for (const socket of filling) socket.destroy()
  })
  await pause(100)
  const proxy = await startProxy(`http://127.0.0.1:${port}`, { timeoutSeconds: 0.6 })
  const answer = await call(proxy.url, '/api/v1/paymentpoints')
  expect([answer.status, answer.headers['x-mpc-error']]).toEqual([504, 'upstream_timeout'])
  expect(proxy.errors[0]).toMatchObject({ log: { phase: 'connect' } })
  await until(() => proxy.upstream.connections().active === 0)
})
