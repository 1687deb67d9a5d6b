export interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
}

/** A desktop, a portal's frame, and a phone. */
export const sizes = [
  { width: 1280, height: 800 },
  { width: 720, height: 800 },
  { width: 390, height: 844 },
] as const

/** Every size in both themes. */
export const looks: readonly Look[] = sizes.flatMap((size) =>
  (['light', 'dark'] as const).map((scheme) => ({
    name: `${size.width} px, ${scheme}`,
    scheme,
    ...size,
  })),
)
