import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivLength = 12
const tagLength = 16

/**
 * Encrypts and authenticates a text with AES-256-GCM under a raw 32-byte key, for values that wait
 * in the store. The result is base64url.
 */
export function encrypt(key: Uint8Array, text: string): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

/** The text, or undefined where the value is not one of this key's or was altered. */
export function decrypt(key: Uint8Array, value: string): string | undefined {
  const bytes = Buffer.from(value, 'base64url')
  if (bytes.length < ivLength + tagLength || key.length !== 32) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength))
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  const text = decipher.update(bytes.subarray(ivLength + tagLength), undefined, 'utf8')
  try {
    return text + decipher.final('utf8')
  } catch (error) {
    // Node has no code for a tag that does not match; `final` throws for nothing else.
    if (error instanceof Error) return undefined
    throw error
  }
}
