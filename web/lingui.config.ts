import { formatter } from '@lingui/format-po'

// oxlint-disable-next-line import/no-default-export -- Lingui reads the default export
export default {
  sourceLocale: 'en',
  locales: ['en', 'da', 'fi'],
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>'] }],
  // Without line numbers a catalogue changes only when its words do.
  format: formatter({ lineNumbers: false }),
}
