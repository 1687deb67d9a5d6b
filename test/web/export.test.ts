import Papa from 'papaparse'
import { expect, test } from 'vitest'

import { isCalendarDay } from '#shared/dates.ts'

import { createCsvJob, type CsvFile, type CsvPage } from '../../web/ui/csv-export.ts'
import { type Cell, csvWriter } from '../../web/ui/csv.ts'

const zone = 'Europe/Copenhagen'
const excel = csvWriter('excel', zone)
const plain = csvWriter('plain', zone)
const kroner = (minor: number) => ({ money: { minor, currency: 'DKK' as const } })

/** What a reader of the format makes of one line. */
function readRow(line: string, delimiter: string): string[] | undefined {
  return Papa.parse<string[]>(line, { delimiter, newline: '\r\n' }).data[0]
}

test('Danish and Finnish Excel gets semicolons, decimal commas and a mark for UTF-8', () => {
  expect(excel.start).toBe('\uFEFF')
  expect(excel.line([{ text: 'Bøf, stor' }, kroner(123_450)])).toBe('Bøf, stor;1234,50\r\n')
})

test('other programs get commas and decimal points', () => {
  expect(plain.start).toBe('')
  expect(plain.line([{ text: 'Bøf, stor' }, kroner(123_450)])).toBe('"Bøf, stor",1234.50\r\n')
})

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [-5, '-0.05'],
  [-123_456, '-1234.56'],
  [9_007_199_254_740_991, '90071992547409.91'],
])('%i øre are written exactly, as %s, and never guarded', (minor, written) => {
  expect(plain.line([kroner(minor)])).toBe(`${written}\r\n`)
  expect(readRow(excel.line([kroner(minor)]), ';')).toEqual([written.replace('.', ',')])
})

test.each(['=1+1', '+45 12', '-discount', '@SUM(A1)', '\tx', '\rx'])(
  'the text %j becomes no formula',
  (text) => {
    for (const cell of [{ text }, { id: text }]) {
      const cells = [cell, { text: 'end' }]
      expect(readRow(excel.line(cells), ';')).toEqual([`'${text}`, 'end'])
      expect(readRow(plain.line(cells), ',')).toEqual([`'${text}`, 'end'])
    }
  },
)

test('signs, quotes and lines inside a text stay inside its cell', () => {
  const texts = ['say "hi"; twice', 'two\r\nlines', 'a,b', '', ' 2=2 ']
  const cells = texts.map((text) => ({ text }))
  expect(readRow(excel.line(cells), ';')).toEqual(texts)
  expect(readRow(plain.line(cells), ',')).toEqual(texts)
})

test('Excel keeps the zeros and all digits of a long number, other programs get it bare', () => {
  const reference = '08000633400012411265'
  expect(excel.line([{ id: reference }])).toBe(`"=""${reference}"""\r\n`)
  expect(plain.line([{ id: reference }])).toBe(`${reference}\r\n`)
  expect(excel.line([{ id: 'NK-1042' }, { id: '1042' }, { id: null }])).toBe('NK-1042;1042;\r\n')
})

test('times are those of the merchant, on both sides of a change of clocks', () => {
  const before = { at: Date.UTC(2026, 9, 25, 0, 59, 59, 900) }
  const after = { at: Date.UTC(2026, 9, 25, 1, 0, 0) }
  expect(excel.line([before, after])).toBe('2026-10-25 02:59:59;2026-10-25 02:00:00\r\n')
  expect(plain.line([before, after])).toBe(
    '2026-10-25T02:59:59+02:00,2026-10-25T02:00:00+01:00\r\n',
  )
  const day = '2026-10-25'
  if (!isCalendarDay(day)) throw new Error('no day')
  expect(excel.line([{ day }, { day: null }, null])).toBe('2026-10-25;;\r\n')
})

const columns = [
  { id: 'reference', header: 'Reference' },
  { id: 'amount', header: 'Beløb' },
]

/** A file of three pages of two rows; `fails` says which reads do. */
function fileOf(fails: (read: number, page: number) => boolean = () => false) {
  const asked: number[] = []
  const file: CsvFile = {
    name: 'file',
    holds: null,
    columns,
    sum: 'amount',
    read: async (page): Promise<CsvPage> => {
      asked.push(page)
      if (fails(asked.length, page)) throw new Error('no answer')
      const rows: Cell[][] = [1, 2].map((row) => [{ text: `${page}/${row}` }, kroner(page * 10)])
      return { rows, progress: page / 3, next: page < 3 ? page + 1 : null }
    },
  }
  return { file, asked }
}

const { signal: never } = new AbortController()

test('a file is read page by page, tells how far it is, and adds up', async () => {
  const { file, asked } = fileOf()
  const job = createCsvJob(file, 'excel', zone)
  const told: number[] = []
  await job.run(never, ({ percent }) => told.push(percent))
  expect(asked).toEqual([1, 2, 3])
  expect(told).toEqual([33, 66, 100])
  expect([job.rows(), job.sum()]).toEqual([6, { minor: 120, currency: 'DKK' }])
  const text = await job.blob().text()
  expect(text.split('\r\n').slice(0, 2)).toEqual(['Reference;Beløb', '1/1;0,10'])
  // A Blob's text() drops the mark; a spreadsheet looks for it.
  expect([...new Uint8Array(await job.blob().arrayBuffer()).slice(0, 3)]).toEqual([239, 187, 191])
})

test('a file for programs has the same heads in every language', async () => {
  const job = createCsvJob(fileOf().file, 'plain', zone)
  await job.run(never, () => {})
  expect((await job.blob().text()).split('\r\n')[0]).toBe('reference,amount')
})

test('where a page fails, going on reads that page and writes no row twice', async () => {
  const { file, asked } = fileOf((read) => read === 2)
  const job = createCsvJob(file, 'plain', zone)
  await expect(job.run(never, () => {})).rejects.toThrow('no answer')
  expect(job.rows()).toBe(2)
  await job.run(never, () => {})
  expect(asked).toEqual([1, 2, 2, 3])
  const { data } = Papa.parse<string[]>((await job.blob().text()).trim())
  expect(data.map(([reference]) => reference)).toEqual([
    'reference',
    '1/1',
    '1/2',
    '2/1',
    '2/2',
    '3/1',
    '3/2',
  ])
})

test('a cancelled export reads no further page', async () => {
  const controller = new AbortController()
  const { file, asked } = fileOf()
  const job = createCsvJob(file, 'plain', zone)
  await expect(job.run(controller.signal, () => controller.abort())).rejects.toThrow('aborted')
  expect(asked.length).toBeLessThanOrEqual(2)
  expect(job.rows()).toBe(2)
})
