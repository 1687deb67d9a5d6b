import { createElement } from 'react'

/** A web address that breaks between its parts, where it has to break at all. */
export function Address({ url }: { url: string }) {
  const [first, ...rest] = url.split(/(?<=[^:/][/?&])(?=.)/)
  const parts = rest.flatMap((part) => [createElement('wbr'), part])
  return createElement('span', { className: 'webhook-address' }, first, ...parts)
}
