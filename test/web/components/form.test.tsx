import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import * as z from 'zod/mini'

import { ApiError } from '../../../web/api/errors.ts'
import { DraftOwnerContext, forgetDrafts } from '../../../web/ui/drafts.ts'
import {
  CheckboxField,
  DateField,
  NumberField,
  PhoneField,
  SelectField,
  TextArea,
  TextField,
} from '../../../web/ui/form-fields.tsx'
import { useRules } from '../../../web/ui/form-rules.ts'
import { Form } from '../../../web/ui/form.tsx'
import { MoneyField } from '../../../web/ui/money-field.tsx'
import { useSendForm } from '../../../web/ui/use-send-form.ts'
import { show } from './show.tsx'

const send = vi.fn<(values: unknown, key: string) => Promise<string>>()
const onDone = vi.fn<(answer: string) => void>()
const leave = vi.fn<(answer: string | null) => void>()
const reread = vi.fn<() => Promise<string | null>>()

interface OrderProps {
  readonly isRepeatable?: boolean
}

function Order({ isRepeatable = false }: OrderProps) {
  const rules = useRules()
  const form = useSendForm({
    name: 'order',
    schema: z.object({
      amount: rules.money({ missing: 'Fill in the amount.' }),
      name: rules.text({ missing: 'Fill in the name.', most: 10 }),
      note: rules.optionalText({ most: 100 }),
      count: rules.number({ missing: 'Fill in the count.', least: 1, most: 3 }),
      kind: rules.choice(['one', 'two'], 'Choose a kind.'),
      day: rules.day({ missing: 'Fill in the day.' }),
      phone: rules.phone({ missing: 'Fill in the phone.' }),
      isAgreed: z.boolean().check(z.refine((is) => is, 'Agree first.')),
    }),
    initial: {
      amount: '',
      name: '',
      note: '',
      count: '',
      kind: '',
      day: '',
      phone: '',
      isAgreed: false,
    },
    isRepeatable,
    send,
    reread,
    explain: ({ reason }) =>
      reason === 'name_taken' ? { text: 'The name is taken.', field: 'name' } : null,
    onDone,
    leave,
  })
  const { control } = form
  return (
    <Form form={form} action="Order" unclear="Nobody knows.">
      <MoneyField control={control} name="amount" label="Amount" />
      <TextField control={control} name="name" label="Name" help="As on the door" />
      <TextArea control={control} name="note" label="Note" />
      <NumberField control={control} name="count" label="Count" />
      <SelectField
        control={control}
        name="kind"
        label="Kind"
        options={[
          { value: '', label: 'Choose' },
          { value: 'one', label: 'The first' },
          { value: 'two', label: 'The second' },
        ]}
      />
      <DateField control={control} name="day" label="Day" />
      <PhoneField control={control} name="phone" label="Phone" />
      <CheckboxField control={control} name="isAgreed" label="I agree" />
    </Form>
  )
}

/** The form can be left and opened again, as by a link. */
function Place(props: OrderProps) {
  const [isOpen, setIsOpen] = useState(true)
  return (
    <DraftOwnerContext value="DK12345678">
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        Leave or return
      </button>
      {isOpen ? <Order {...props} /> : null}
    </DraftOwnerContext>
  )
}

beforeEach(() => {
  forgetDrafts()
  send.mockReset().mockResolvedValue('sent')
  reread.mockReset().mockResolvedValue(null)
  onDone.mockReset()
  leave.mockReset()
})
afterEach(() => vi.useRealTimers())

const order = page.getByRole('button', { name: 'Order' })
const field = (name: string) => page.getByRole('textbox', { name })
const leaveOrReturn = page.getByRole('button', { name: 'Leave or return' })

async function fillIn(): Promise<void> {
  await field('Amount in DKK').fill('1250,5')
  await field('Name').fill(' Karen ')
  await field('Count').fill('2')
  await page.getByRole('combobox', { name: 'Kind' }).selectOptions('two')
  await page.getByRole('spinbutton', { name: /day, Day/ }).click()
  await userEvent.keyboard('24122026')
  await field('Phone').fill('12 34 56 78')
  await page.getByText('I agree').click()
}

const values = {
  amount: { minor: 125_050, currency: 'DKK' },
  name: 'Karen',
  note: null,
  count: 2,
  kind: 'two',
  day: '2026-12-24',
  phone: '+4512345678',
  isAgreed: true,
}

test('each mistake is tied to its field and listed with a link, and the first gets the focus', async () => {
  await show(<Place />)
  await order.click()
  await expect.element(page.getByText('7 fields need another look.')).toBeVisible()
  await expect.element(field('Amount in DKK')).toHaveFocus()
  await expect.element(field('Name')).toHaveAccessibleDescription(/Fill in the name/)
  await expect.element(field('Name')).toBeInvalid()
  await page.getByRole('link', { name: 'Choose a kind.' }).click()
  await expect.element(page.getByRole('combobox', { name: 'Kind' })).toHaveFocus()
  await page.getByRole('link', { name: 'Fill in the day.' }).click()
  await expect.element(page.getByRole('spinbutton', { name: /day, Day/ })).toHaveFocus()
  await page.getByRole('link', { name: 'Agree first.' }).click()
  await expect.element(page.getByRole('checkbox', { name: 'I agree' })).toHaveFocus()
  expect(send).not.toHaveBeenCalled()
})

test('what is typed becomes exact values, sent once whatever is pressed', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  send.mockReturnValue(promise)
  await show(<Place />)
  await fillIn()
  await order.dblClick()
  await expect.element(page.getByRole('button', { name: 'Order Working on it' })).toBeVisible()
  await userEvent.keyboard('{Enter}')
  resolve('sent')
  await expect.poll(() => leave.mock.calls).toEqual([['sent']])
  expect(send).toHaveBeenCalledOnce()
  expect(send).toHaveBeenCalledWith(values, expect.stringMatching(/^[0-9a-f-]{36}$/))
  expect(onDone).toHaveBeenCalledOnce()
})

test('what is typed is there again, until it is sent', async () => {
  await show(<Place />)
  await fillIn()
  await leaveOrReturn.click()
  await expect.element(order).not.toBeInTheDocument()
  await leaveOrReturn.click()
  await expect.element(field('Name')).toHaveValue(' Karen ')
  await order.click()
  await expect.poll(() => send.mock.calls.length).toBe(1)
  expect(send.mock.calls[0]?.[0]).toEqual(values)
  await leaveOrReturn.click()
  await leaveOrReturn.click()
  await expect.element(field('Name')).toHaveValue('')
})

test('a refusal is said at the field at fault, and the next try has another key', async () => {
  const taken = new ApiError('mobilepay_error', {
    status: 409,
    reason: 'name_taken',
    correlationId: 'trail-7',
  })
  send.mockRejectedValueOnce(taken)
  await show(<Place />)
  await fillIn()
  await order.click()
  await expect.element(field('Name')).toHaveFocus()
  await expect.element(field('Name')).toHaveAccessibleDescription(/The name is taken/)
  await expect.element(page.getByText(/trail-7/)).toBeVisible()
  await field('Name').fill('Bo')
  await order.click()
  await expect.poll(() => send.mock.calls.length).toBe(2)
  const [[, first], [, second]] = [send.mock.calls[0] ?? [], send.mock.calls[1] ?? []]
  expect(second).not.toBe(first)
})

test('an ended session keeps everything, the key too', async () => {
  send.mockRejectedValueOnce(new ApiError('session_expired', { status: 401 }))
  const reconnect = vi.fn<() => void>()
  await show(<Place />, { cures: { reconnect } })
  await fillIn()
  await order.click()
  await page.getByRole('button', { name: 'Reconnect' }).click()
  expect(reconnect).toHaveBeenCalledOnce()
  await leaveOrReturn.click()
  await leaveOrReturn.click()
  await order.click()
  await expect.poll(() => send.mock.calls.length).toBe(2)
  const [[, first], [, second]] = [send.mock.calls[0] ?? [], send.mock.calls[1] ?? []]
  expect(second).toBe(first)
})

test('what may have happened is locked, looked up, and sent again only by a person', async () => {
  send.mockRejectedValueOnce(new ApiError('upstream_timeout', { status: 504 }))
  reread.mockRejectedValueOnce(new ApiError('network_error'))
  await show(<Place />)
  await fillIn()
  await order.click()
  await expect.element(page.getByText('It is not known whether this happened.')).toBeVisible()
  await expect.element(field('Name')).toHaveAttribute('readonly')
  await leaveOrReturn.click()
  await leaveOrReturn.click()
  await page.getByRole('button', { name: 'Look whether it happened' }).click()
  await expect.element(page.getByText(/shows nothing of it so far/)).toBeVisible()
  expect(send).toHaveBeenCalledOnce()
  await page.getByRole('button', { name: 'Try again: Order' }).click()
  await expect.poll(() => leave.mock.calls).toEqual([['sent']])
  expect(send).toHaveBeenCalledTimes(2)
})

test('what a look finds is done', async () => {
  send.mockRejectedValueOnce(new ApiError('upstream_timeout', { status: 504 }))
  reread.mockResolvedValueOnce('found')
  await show(<Place />)
  await fillIn()
  await order.click()
  await expect.poll(() => leave.mock.calls).toEqual([['found']])
  expect(send).toHaveBeenCalledOnce()
})

test('a send that ends after the form was left is told, but leads nowhere', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  send.mockReturnValue(promise)
  await show(<Place />)
  await fillIn()
  await order.click()
  await expect.poll(() => send.mock.calls.length).toBe(1)
  await leaveOrReturn.click()
  resolve('sent')
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
  expect(leave).not.toHaveBeenCalled()
})

test('an amount that can mean two things is refused with both', async () => {
  await show(<Place />)
  await field('Amount in DKK').fill('1.234')
  await order.click()
  await expect
    .element(field('Amount in DKK'))
    .toHaveAccessibleDescription(/1\.234 can mean 1234 or a bit more than 1\./)
})
