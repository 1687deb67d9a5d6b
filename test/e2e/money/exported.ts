import { readFile } from 'node:fs/promises'

import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export type Dialect = 'Plain' | 'Danish and Finnish Excel'

/** Presses what starts an export, and reads the file that comes of it. */
export async function exportFrom(page: Page, dialect: Dialect): Promise<string[][]> {
  await page.getByRole('button', { name: 'CSV' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(dialect, { exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(text.startsWith('\uFEFF')).toBe(dialect !== 'Plain')
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trimEnd(), {
    delimiter: dialect === 'Plain' ? ',' : ';',
  })
  expect(errors).toEqual([])
  return data
}

/** The cells of a column, by its head. */
export function column(rows: readonly string[][], name: string): readonly string[] {
  const index = rows[0]?.indexOf(name) ?? -1
  if (index < 0) throw new Error(`the file has no column ${name}`)
  return rows.slice(1).map((row) => row[index] ?? '')
}
