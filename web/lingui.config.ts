// oxlint-disable-next-line import/no-default-export -- Lingui reads the default export
export default {
  sourceLocale: 'en',
  locales: ['en', 'da', 'fi'],
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>'] }],
}
