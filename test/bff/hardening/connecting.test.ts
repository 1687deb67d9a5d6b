import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { connect } from 'node:net'

import { expect, onTestFinished, test } from 'vitest'

import { endWithUs } from '../../support/children.ts'
import { call, pause, startProxy, startRawUpstream, until } from '../upstream/support.ts'

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

test('a browser that leaves while we connect leaves no connection behind', async () => {
  // It takes connections, and never answers the greeting of TLS.
  const gateway = await startRawUpstream(() => {})
  const proxy = await startProxy(gateway.url.replace('http:', 'https:'), { timeoutSeconds: 60 })
  for (let count = 0; count < 5; count += 1) {
    const leaving = request(`${proxy.url}/api/v1/paymentpoints`, { agent: false })
    leaving.on('error', () => {})
    leaving.end()
    await until(() => gateway.sockets.size === 1)
    leaving.destroy()
    await until(() => gateway.sockets.size === 0)
  }
  expect(proxy.upstream.connections()).toEqual({ active: 0, idle: 0 })
})
