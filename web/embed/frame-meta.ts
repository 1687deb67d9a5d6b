import { isProduct, type Product } from '#shared/scopes.ts'

/** What the console's document says of the portal that frames it. */
export interface FrameMeta {
  readonly client: string
  readonly name: string
  /** Exact origins that may speak to us. */
  readonly origins: readonly string[]
  /** Products that may be asked for here. */
  readonly scopes: readonly Product[]
  /** The only merchants that may connect here; null: any. */
  readonly vats: readonly string[] | null
}

/** Reads `<meta name="mpc-embed">`, which only the document of a frame has. */
export function readFrameMeta(): FrameMeta | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="mpc-embed"]')
  if (meta === null) return undefined
  const content: unknown = JSON.parse(meta.content)
  if (typeof content !== 'object' || content === null) return undefined
  const { client, name, origins, scopes, vats }: Partial<Record<keyof FrameMeta, unknown>> = content
  if (typeof client !== 'string' || typeof name !== 'string') return undefined
  return {
    client,
    name,
    origins: textsOf(origins),
    scopes: textsOf(scopes).filter(isProduct),
    vats: vats === null ? null : textsOf(vats),
  }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item: unknown) => typeof item === 'string') : []
}
