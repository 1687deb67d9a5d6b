import { expect, test } from 'vitest'

import { problemsOf, readSettings } from '../support/settings.ts'

const acme = { name: ' Acme ', origins: ['https://portal.acme.example', 'http://127.0.0.1:5174'] }
const full = {
  ...acme,
  scopes: ['webhooks', 'invoice'],
  vats: ['DK12345678', 'FI12345678'],
}

test('clients are read from the setting itself', () => {
  const value = JSON.stringify({ acme: full, 'other-1': acme })
  const { embedClients } = readSettings({ EMBED_CLIENTS: value })
  expect(embedClients.get('acme')).toEqual({ ...full, name: 'Acme' })
  expect(embedClients.get('other-1')).toMatchObject({
    scopes: ['subscriptions', 'invoice', 'merchantpayments', 'transactionreporting', 'webhooks'],
    vats: null,
  })
})

test('clients are read from the file that the setting names', () => {
  const read: string[] = []
  const { embedClients } = readSettings({ EMBED_CLIENTS: '/etc/mpc/clients.json' }, (path) => {
    read.push(path)
    return JSON.stringify({ acme })
  })
  expect(read).toEqual(['/etc/mpc/clients.json'])
  expect([...embedClients.keys()]).toEqual(['acme'])
})

test('a file that cannot be read is a problem of the setting', () => {
  const problems = problemsOf({ EMBED_CLIENTS: 'missing.json' }, () => {
    throw new Error('ENOENT: no such file')
  })
  expect(problems).toEqual(['EMBED_CLIENTS ENOENT: no such file'])
})

test('without the setting there are no clients', () => {
  expect(readSettings().embedClients.size).toBe(0)
})

const withOrigin = (origin: unknown) => ({ acme: { ...acme, origins: [origin] } })

test.each<[what: string, clients: unknown, reason: string]>([
  ['a list', [acme], 'JSON object'],
  ['a client that is no object', { acme: 'https://portal.example' }, 'acme must be an object'],
  ['a key with capitals', { Acme: acme }, 'client key'],
  ['a key with a dot', { 'v1.js': acme }, 'client key'],
  ['a key of 65 letters', { ['a'.repeat(65)]: acme }, 'client key'],
  ['an unknown member', { acme: { ...acme, origin: 'x' } }, 'unknown members: origin'],
  ['no name', { acme: { origins: acme.origins } }, 'name'],
  ['an empty name', { acme: { ...acme, name: '  ' } }, 'name'],
  ['a name of 81 letters', { acme: { ...acme, name: 'a'.repeat(81) } }, 'name'],
  ['no origins', { acme: { name: 'Acme' } }, 'origins'],
  ['an empty list of origins', { acme: { ...acme, origins: [] } }, 'at least one origin'],
  ['origins that are no texts', withOrigin(1), 'list of texts'],
  ['a wildcard', withOrigin('https://*.acme.example'), 'exact https origins'],
  ['every origin', withOrigin('*'), 'exact https origins'],
  ['the null origin', withOrigin('null'), 'exact https origins'],
  ['plain http', withOrigin('http://portal.acme.example'), 'exact https origins'],
  ['an origin with a path', withOrigin('https://portal.acme.example/'), 'exact https origins'],
  ['an origin in capitals', withOrigin('https://Portal.example'), 'exact https origins'],
  ['an IPv6 literal', withOrigin('https://[2001:db8::1]'), 'exact https origins'],
  ['an unknown product', { acme: { ...acme, scopes: ['payments'] } }, 'no product'],
  ['a VAT number of Sweden', { acme: { ...acme, vats: ['SE12345678'] } }, 'no VAT number'],
])('%s is refused', (_what, clients, reason) => {
  const problems = problemsOf({ EMBED_CLIENTS: 'clients.json' }, () => JSON.stringify(clients))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^EMBED_CLIENTS /)
  expect(problems[0]).toContain(reason)
})
