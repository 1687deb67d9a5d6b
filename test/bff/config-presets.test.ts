import { expect, test } from 'vitest'

import { problemsOf, readSettings } from '../support/settings.ts'

const issuer = 'https://api.mobilepay.dk/merchant'
const production = { issuer, apiUrl: 'https://api.mobilepay.dk' }
const sandbox = { issuer, apiUrl: 'https://api.sandbox.mobilepay.dk' }
const document = 'account/.well-known/openid-configuration'

test.each([
  ['production-dk', { ...production, discoveryUrl: `https://admin.mobilepay.dk/${document}` }],
  ['production-fi', { ...production, discoveryUrl: `https://admin.mobilepay.fi/${document}` }],
  ['sandbox-dk', { ...sandbox, discoveryUrl: `https://sandprod-admin.mobilepay.dk/${document}` }],
  ['sandbox-fi', { ...sandbox, discoveryUrl: `https://sandprod-admin.mobilepay.fi/${document}` }],
])('%s points at MobilePay and takes VAT numbers of its own country', (environment, addresses) => {
  const config = readSettings({ MOBILEPAY_ENVIRONMENT: environment })
  expect(config).toMatchObject({ environment, ...addresses })
  expect(config.vatPrefixes).toEqual([environment.slice(-2).toUpperCase()])
})

test.each([
  ['MOBILEPAY_DISCOVERY_URL', 'discoveryUrl', 'https://other.example/.well-known/x'],
  ['MOBILEPAY_ISSUER', 'issuer', 'https://other.example/merchant'],
  ['MOBILEPAY_API_URL', 'apiUrl', 'https://other.example/gateway'],
])('%s overrides its part of a preset and leaves the others', (name, member, value) => {
  const config = readSettings({ [name]: value })
  expect(config).toEqual({ ...readSettings(), [member]: value })
})

const threeMissing: readonly unknown[] = [
  expect.stringMatching(/^MOBILEPAY_DISCOVERY_URL is missing, because MOBILEPAY_ENVIRONMENT /),
  expect.stringMatching(/^MOBILEPAY_ISSUER is missing, because MOBILEPAY_ENVIRONMENT /),
  expect.stringMatching(/^MOBILEPAY_API_URL is missing, because MOBILEPAY_ENVIRONMENT /),
]

test('without a preset the three addresses must be given', () => {
  expect(problemsOf({ MOBILEPAY_ENVIRONMENT: undefined })).toEqual(threeMissing)
})

test('a preset that does not exist is named, beside what it leaves open', () => {
  expect(problemsOf({ MOBILEPAY_ENVIRONMENT: 'production' })).toEqual([
    expect.stringMatching(/^MOBILEPAY_ENVIRONMENT must be one of .*production-dk/),
    ...threeMissing,
  ])
})

test('without a preset VAT numbers of both countries are taken', () => {
  const config = readSettings({
    MOBILEPAY_ENVIRONMENT: undefined,
    MOBILEPAY_DISCOVERY_URL: 'https://login.example/d',
    MOBILEPAY_ISSUER: 'https://login.example',
    MOBILEPAY_API_URL: 'https://api.example',
  })
  expect(config).toMatchObject({ environment: 'custom', vatPrefixes: ['DK', 'FI'] })
})
