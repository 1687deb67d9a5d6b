import { afterEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { ApiError } from '../../../web/api/errors.ts'
import { Notices } from '../../../web/app/notices.tsx'
import { tellDone } from '../../../web/ui/notify.ts'
import { holdSend, undoSend } from '../../../web/ui/undo.ts'
import { show } from './show.tsx'

const webhook = {
  id: 'webhook/1',
  text: 'The webhook is being deleted.',
  done: 'Webhook deleted',
  failed: 'The webhook was not deleted',
}

const isAskedToStay = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }))

afterEach(async () => {
  vi.useRealTimers()
  // Where the pointer rests, notes wait.
  await userEvent.unhover(document.body)
  undoSend(webhook.id)
})

test('a finished act is told in passing, and the note can be closed', async () => {
  await show(<Notices />)
  await tellDone('Payment captured')
  await expect.element(page.getByRole('region', { name: 'Notifications' })).toBeVisible()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Payment captured')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.element(page.getByText('Payment captured')).not.toBeInTheDocument()
})

test('a held act is sent when its time is up, once, and then said to be done', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const send = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await show(<Notices />)
  await holdSend({ ...webhook, send })
  await holdSend({ ...webhook, send })
  await expect.element(page.getByText(webhook.text)).toBeVisible()
  await expect.element(page.getByText(/^If you close this page first/)).toBeVisible()
  await vi.advanceTimersByTimeAsync(7000)
  expect(send).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(3000)
  expect(send).toHaveBeenCalledOnce()
  await expect.element(page.getByText(webhook.done)).toBeVisible()
  await expect.element(page.getByText(webhook.text)).not.toBeInTheDocument()
})

test('what is undone is never sent', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const send = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await show(<Notices />)
  await holdSend({ ...webhook, send })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.element(page.getByText(webhook.text)).not.toBeInTheDocument()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(send).not.toHaveBeenCalled()
})

test('time stands still for who is on the way to the button by keyboard', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const send = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await show(<Notices />)
  await holdSend({ ...webhook, send })
  await expect.element(page.getByText(webhook.text)).toBeVisible()
  await userEvent.keyboard('{F6}')
  await userEvent.keyboard('{Tab}{Tab}')
  await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(send).not.toHaveBeenCalled()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(webhook.text)).not.toBeInTheDocument()
})

test('one that fails says why, with the numbers to find it by', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const problem = new ApiError('upstream_timeout', { status: 504, requestId: 'request-7' })
  await show(<Notices />)
  await holdSend({ ...webhook, send: () => Promise.reject(problem) })
  await expect.element(page.getByText(webhook.text)).toBeVisible()
  await vi.advanceTimersByTimeAsync(9000)
  await expect.element(page.getByText(webhook.failed)).toBeVisible()
  await expect.element(page.getByText(/request-7/)).toBeVisible()
  const note = page.getByRole('alertdialog').filter({ hasText: webhook.failed })
  await note.getByRole('button', { name: 'Close' }).click()
  await expect.element(page.getByText(webhook.failed)).not.toBeInTheDocument()
})

test('whoever leaves meanwhile is asked whether to', async () => {
  await show(<Notices />)
  expect(isAskedToStay()).toBe(false)
  await holdSend({ ...webhook, send: () => Promise.resolve() })
  expect(isAskedToStay()).toBe(true)
  undoSend(webhook.id)
  expect(isAskedToStay()).toBe(false)
})
