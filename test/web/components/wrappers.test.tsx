import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import * as z from 'zod/mini'

import { Button } from '../../../web/ui/button.tsx'
import { type Column, DataTable } from '../../../web/ui/data-table.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { DraftOwnerContext, forgetDrafts, useDraft } from '../../../web/ui/drafts.ts'
import { CheckboxGroup, Segments, TextField } from '../../../web/ui/fields.tsx'
import { GrantsContext } from '../../../web/ui/grants.ts'
import { PermissionButton } from '../../../web/ui/permission-button.tsx'
import type { Cures } from '../../../web/ui/problem.ts'
import { Select } from '../../../web/ui/select.tsx'
import { show } from './show.tsx'

test('a button that works is still there to be focused, but does nothing more', async () => {
  const onPress = vi.fn<() => void>()
  function Act() {
    const [isPending, setIsPending] = useState(false)
    const act = () => {
      onPress()
      setIsPending(true)
    }
    return (
      <Button onPress={act} isPending={isPending}>
        Refund
      </Button>
    )
  }
  await show(<Act />)
  await page.getByRole('button', { name: 'Refund' }).dblClick()
  const button = page.getByRole('button', { name: 'Refund Working on it' })
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button).toHaveFocus()
  await userEvent.keyboard('{Enter} ')
  expect(onPress).toHaveBeenCalledOnce()
})

function PageWithDialog() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Open</Button>
      {isOpen ? (
        <Dialog title="Refund" onClose={() => setIsOpen(false)} actions={<Button>Send</Button>}>
          <p>Text</p>
        </Dialog>
      ) : null}
    </>
  )
}

test('a dialog keeps the focus, closes on Escape and gives the focus back', async () => {
  await show(<PageWithDialog />)
  await page.getByRole('button', { name: 'Open' }).click()
  await expect.element(page.getByRole('dialog', { name: 'Refund' })).toBeVisible()
  for (let step = 0; step < 4; step += 1) {
    await userEvent.keyboard('{Tab}')
    expect(document.activeElement?.closest('[role=dialog]')).not.toBeNull()
  }
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Open' })).toHaveFocus()
})

test('what is wrong with a field belongs to the field, and is heard with it', async () => {
  await show(<TextField label="VAT number" value="1" onChange={() => {}} error="Eight digits." />)
  const field = page.getByRole('textbox', { name: 'VAT number' })
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')
  await expect.element(field).toHaveAccessibleDescription(/Eight digits\./)
})

test('boxes and segments are chosen by the keyboard', async () => {
  const onBoxes = vi.fn<(value: string[]) => void>()
  const onSegment = vi.fn<(value: string) => void>()
  await show(
    <>
      <CheckboxGroup
        label="Products"
        options={[
          { value: 'a', label: 'Payments' },
          { value: 'b', label: 'Invoices' },
        ]}
        value={['b']}
        onChange={onBoxes}
      />
      <Segments
        label="Country"
        options={[
          { value: 'DK', label: 'Denmark' },
          { value: 'FI', label: 'Finland' },
        ]}
        value="DK"
        onChange={onSegment}
      />
    </>,
  )
  await userEvent.keyboard('{Tab} ')
  // In the order of the options, not of the presses.
  expect(onBoxes).toHaveBeenCalledExactlyOnceWith(['a', 'b'])
  await userEvent.keyboard('{Tab}{Tab}{ArrowRight}')
  expect(onSegment).toHaveBeenCalledExactlyOnceWith('FI')
})

test('a select hands on the value that was chosen', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const options = [
    { value: '', label: 'All points' },
    { value: 'p1', label: 'Nørrebro' },
  ]
  await show(<Select label="Payment point" options={options} value="" onChange={onChange} />)
  await page.getByRole('combobox', { name: 'Payment point' }).selectOptions('Nørrebro')
  expect(onChange).toHaveBeenCalledExactlyOnceWith('p1')
})

const columns: readonly Column<string>[] = [
  { id: 'name', header: 'Name', phone: 'title', renderCell: (row) => row },
  { id: 'size', header: 'Size', align: 'end', phone: 'value', renderCell: (row) => row.length },
]

test('rows are a table with headers, and on a phone a list; both lead somewhere', async () => {
  const table = (
    <DataTable
      caption="Coffees"
      columns={columns}
      rows={['Mokka', 'Java']}
      keyOf={(row) => row}
      hrefOf={(row) => `/coffees/${row}`}
    />
  )
  await show(table)
  await expect.element(page.getByRole('table', { name: 'Coffees' })).toBeVisible()
  expect(page.getByRole('columnheader').elements()).toHaveLength(2)
  await expect.element(page.getByRole('rowheader', { name: 'Java' })).toBeVisible()
  await expect
    .element(page.getByRole('link', { name: 'Mokka' }))
    .toHaveAttribute('href', '/coffees/Mokka')
  await page.viewport(390, 844)
  await expect.element(page.getByRole('list', { name: 'Coffees' })).toBeVisible()
  await expect.element(page.getByRole('table')).not.toBeInTheDocument()
  await page.viewport(1280, 800)
})

test('a button whose permission is missing says so, and asks for it in place', async () => {
  const grant = vi.fn<Cures['grant']>()
  const onPress = vi.fn<() => void>()
  await show(
    <GrantsContext value={['webhooks']}>
      <PermissionButton product="merchantpayments" onPress={onPress}>
        Refund
      </PermissionButton>
      <PermissionButton product="webhooks" onPress={onPress}>
        Test
      </PermissionButton>
    </GrantsContext>,
    { cures: { grant } },
  )
  await page.getByRole('button', { name: 'Test' }).click()
  expect(onPress).toHaveBeenCalledOnce()
  await page.getByRole('button', { name: 'needs permission Refund' }).click()
  expect(onPress).toHaveBeenCalledOnce()
  await page.getByRole('dialog').getByRole('button', { name: 'Grant access' }).click()
  expect(grant).toHaveBeenCalledExactlyOnceWith('merchantpayments')
})

const values = z.object({ amount: z.string() })

function DraftForm({ name }: { name: string }) {
  const draft = useDraft(name, values)
  const [amount, setAmount] = useState(draft.saved?.amount ?? '')
  return (
    <>
      <TextField
        label="Amount"
        value={amount}
        onChange={(text) => {
          setAmount(text)
          draft.save({ amount: text })
        }}
      />
      <Button onPress={draft.discard}>Send</Button>
    </>
  )
}

const formOf = (vat: string, name: string) =>
  show(
    <DraftOwnerContext value={vat}>
      <DraftForm name={name} />
    </DraftOwnerContext>,
  )

test('what was typed is there again for the same business and form, until it is sent', async () => {
  const field = page.getByRole('textbox', { name: 'Amount' })
  const first = await formOf('DK1', 'refund/1')
  await field.fill('12,50')
  await first.unmount()
  for (const [vat, name, found] of [
    ['DK1', 'refund/1', '12,50'],
    ['DK2', 'refund/1', ''],
    ['DK1', 'refund/2', ''],
  ] as const) {
    const again = await formOf(vat, name)
    await expect.element(field).toHaveValue(found)
    await again.unmount()
  }
  const sent = await formOf('DK1', 'refund/1')
  await page.getByRole('button', { name: 'Send' }).click()
  await sent.unmount()
  const after = await formOf('DK1', 'refund/1')
  await expect.element(field).toHaveValue('')
  await after.unmount()
})

test('disconnecting forgets what was typed, and what no longer fits a form is not filled in', async () => {
  const field = page.getByRole('textbox', { name: 'Amount' })
  sessionStorage.setItem('draft//a', JSON.stringify({ amount: 7 }))
  sessionStorage.setItem('draft//b', 'not JSON')
  sessionStorage.setItem('draft//c', JSON.stringify({ amount: '3' }))
  for (const [name, found] of [
    ['a', ''],
    ['b', ''],
    ['c', '3'],
  ] as const) {
    const form = await show(<DraftForm name={name} />)
    await expect.element(field).toHaveValue(found)
    await form.unmount()
  }
  forgetDrafts()
  expect(Object.keys(sessionStorage)).toEqual([])
  await show(<DraftForm name="c" />)
  await expect.element(field).toHaveValue('')
})
