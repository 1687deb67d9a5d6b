import { formatter } from '@lingui/format-po'

// oxlint-disable-next-line import/no-default-export -- Lingui reads the default export
export default {
  sourceLocale: 'en',
  locales: ['en', 'da', 'fi'],
  // A feature's words come with its code, so that a page loads no others.
  catalogs: [
    {
      path: '<rootDir>/locales/{locale}',
      include: ['<rootDir>'],
      exclude: ['<rootDir>/features/**'],
    },
    {
      path: '<rootDir>/features/{name}/locales/{locale}',
      include: ['<rootDir>/features/{name}'],
    },
  ],
  // Without line numbers a catalogue changes only when its words do.
  format: formatter({ lineNumbers: false }),
}
