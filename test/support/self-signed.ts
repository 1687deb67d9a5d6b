import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate for 127.0.0.1 that vouches for itself, and its key, both as PEM. */
export function createSelfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(hex('06082a8648ce3d040302'))
  const name = sequence(tagged(0x31, sequence(hex('0603550403'), tagged(0x0c, 'loopback'))))
  const year = new Date().getUTCFullYear()
  const validity = sequence(
    tagged(0x18, `${year - 1}0101000000Z`),
    tagged(0x18, `${year + 1}1231235959Z`),
  )
  const alternativeNames = sequence(tagged(0x87, hex('7f000001')))
  const extensions = sequence(
    sequence(hex('0603551d11'), tagged(0x04, alternativeNames)),
    sequence(hex('0603551d13'), tagged(0x04, sequence(hex('0101ff')))),
  )
  const body = sequence(
    hex('a003020102'),
    hex('020101'),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  )
  const signature = tagged(0x03, Buffer.concat([hex('00'), sign('sha256', body, privateKey)]))
  const base64 = sequence(body, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

const hex = (digits: string) => Buffer.from(digits, 'hex')

const sequence = (...parts: readonly Buffer[]) => tagged(0x30, Buffer.concat(parts))

/** Tag, length and value in DER, for values below 64 kB. */
function tagged(tag: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value)
  const size = bytes.length
  const length = size < 0x80 ? [size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), bytes])
}
