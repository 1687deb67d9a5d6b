import { recall, remember } from './storage.ts'

/** How files for spreadsheets are written: as Danish and Finnish Excel reads them, or plain. */
export const csvDialects = ['excel', 'plain'] as const

export type CsvDialect = (typeof csvDialects)[number]

/** The chosen dialect; until one is chosen, what a spreadsheet in the language `locale` reads. */
export function recallCsvDialect(locale: string): CsvDialect {
  const usual = locale === 'da' || locale === 'fi' ? 'excel' : 'plain'
  return csvDialects.find((dialect) => dialect === recall('csv')) ?? usual
}

export function rememberCsvDialect(dialect: CsvDialect): void {
  remember('csv', dialect)
}
