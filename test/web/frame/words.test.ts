import { setupI18n } from '@lingui/core'
import { expect, test } from 'vitest'

import { messages as da } from '../../../web/features/connect/locales/da.po'
import { messages as en } from '../../../web/features/connect/locales/en.po'
import { messages as fi } from '../../../web/features/connect/locales/fi.po'
import { loginWords } from '../../../web/features/connect/login-words.ts'

test('every way in which a framed login fails has words of its own, in every language', () => {
  const texts = Object.entries({ en, da, fi }).flatMap(([locale, messages]) => {
    const i18n = setupI18n({ locale, messages: { [locale]: messages } })
    return Object.values(loginWords).map(({ text }) =>
      i18n._({ ...text, values: { portal: 'Fjordbook' } }),
    )
  })
  for (const text of texts) expect(text).toMatch(/^[^{}]{40,}\.$/)
  expect(new Set(texts).size).toBe(3 * Object.keys(loginWords).length)
})

test.each(['not_allowed', 'cookies_blocked'] as const)('%s says whose page it is', (problem) => {
  const i18n = setupI18n({ locale: 'en', messages: { en } })
  expect(i18n._({ ...loginWords[problem].text, values: { portal: 'Fjordbook' } })).toContain(
    'Fjordbook',
  )
})
