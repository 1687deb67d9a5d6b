/** A delivery as it was received, and what it should have been signed with. */
export interface Delivery {
  /** The webhook's address, in the form that MobilePay returns. */
  readonly url: string
  /** The body as it came. */
  readonly body: string
  readonly key: string
  /** The header `x-mobilepay-signature`. */
  readonly signature: string
}

/** Why a signature does not fit, as far as that can be found out by trying. */
export type Mismatch =
  /** It fits once scheme and host of the address are in lower case, or a last slash is left out or added. */
  | 'other_url'
  /** It fits the body with its white space, which MobilePay leaves out. */
  | 'white_space'
  /** It is a signature, but in another notation than Base64. */
  | 'not_base64'
  /** The key, the address or the body is another one, or the delivery is not MobilePay's. */
  | 'unknown'

/**
 * Checks a delivery in the browser; nothing is sent. MobilePay docs, webhooks: Base64 of the
 * HMAC-SHA1 of address and body, without any white space, also inside of texts.
 */
export async function verifyDelivery(delivery: Delivery): Promise<'match' | Mismatch> {
  const { url, body, key } = delivery
  const signature = delivery.signature.trim()
  const fits = async (address: string, text: string) =>
    (await sign(key, address + text)) === signature
  const compact = body.replaceAll(/\s/g, '')
  if (await fits(url.trim(), compact)) return 'match'
  const others = await Promise.all(addressesLike(url).map((other) => fits(other, compact)))
  if (others.includes(true)) return 'other_url'
  if (await fits(url.trim(), body)) return 'white_space'
  return /^[\w+/-]{27}=?$/.test(signature) ? 'unknown' : 'not_base64'
}

async function sign(key: string, text: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const secret = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, [
    'sign',
  ])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', secret, encoder.encode(text)))
  return btoa(String.fromCodePoint(...bytes))
}

function addressesLike(url: string): readonly string[] {
  const address = URL.parse(url.trim())
  if (!address) return []
  const bare = url.trim().replace(/\/$/, '')
  return [address.href, bare, `${bare}/`].filter((one) => one !== url.trim())
}
