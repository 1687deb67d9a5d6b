import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { chooseLocale } from '../../web/app/locale.ts'

const nobody = { asked: null, saved: null, languages: [] }

test('the address goes before what is saved, that before the browser', () => {
  const all = { asked: 'fi', saved: 'da', languages: ['en-US'] }
  expect(chooseLocale(all)).toBe('fi')
  expect(chooseLocale({ ...all, asked: null })).toBe('da')
  expect(chooseLocale({ ...nobody, languages: ['sv-SE', 'da-DK', 'en-GB'] })).toBe('da')
})

test('languages we do not have are passed over, and leave it to the merchant’s country', () => {
  expect(chooseLocale({ asked: 'de', saved: 'xx', languages: ['fi'] })).toBe('fi')
  expect(chooseLocale({ ...nobody, languages: ['sv-SE', 'nb-NO'] })).toBeNull()
  expect(chooseLocale({ ...nobody, asked: '../../da', saved: '' })).toBeNull()
})

function lingui(...arguments_: string[]) {
  return spawnSync('node_modules/.bin/lingui', [...arguments_, '--workers', '1'], {
    encoding: 'utf8',
  })
}

/** A catalogue without its comments, which name lines of source, and the date it was made. */
const wordsIn = (catalogue: string) =>
  catalogue.split('\n').filter((line) => line !== '' && !/^#|^"POT-Creation-Date/.test(line))

// A message that was never extracted would be shown as its id in the built console.
test('the catalogues hold exactly the messages of the source', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'locales-'))
  try {
    await cp('web', copy, { recursive: true })
    const extract = lingui('extract', '--clean', '--config', join(copy, 'lingui.config.ts'))
    expect(extract).toMatchObject({ status: 0 })
    const files = await readdir(copy, { recursive: true })
    const catalogues = files.filter((file) => file.endsWith('.po'))
    expect(catalogues).toContain('features/connect/locales/fi.po')
    const wordsOf = async (folder: string) =>
      Promise.all(
        catalogues.map(async (file) => [file, wordsIn(await readFile(join(folder, file), 'utf8'))]),
      )
    expect(await wordsOf('web')).toEqual(await wordsOf(copy))
  } finally {
    await rm(copy, { recursive: true })
  }
})

test('every message is said in Danish and in Finnish', () => {
  const check = lingui('check', 'missing', '--mode=catalog', '--config=web/lingui.config.ts')
  expect(check).toMatchObject({ status: 0 })
})
