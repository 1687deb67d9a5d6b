import { createHash } from 'node:crypto'

export type NonEmpty<T> = readonly [T, ...T[]]

/** A repeatable stream of chance: the same label always gives the same stream. */
export interface Random {
  /** At least 0, below 1. */
  readonly fraction: () => number
  /** Both ends included. */
  readonly integer: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(choices: NonEmpty<T>) => T
  /** How many events happen when `mean` are expected (Poisson). */
  readonly count: (mean: number) => number
  readonly uuid: () => string
}

const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
)

const hexOf = (word: number) =>
  `${hexOfByte[word >>> 24]}${hexOfByte[(word >>> 16) & 255]}${hexOfByte[(word >>> 8) & 255]}${hexOfByte[word & 255]}`

/** The generator is sfc32 (Chris Doty-Humphrey, public domain), seeded by SHA-256 of the label. */
export const createRandom = (label: string): Random => {
  const seed = createHash('sha256').update(label).digest()
  let a = seed.readInt32LE(0)
  let b = seed.readInt32LE(4)
  let c = seed.readInt32LE(8)
  let counter = 1

  const word = () => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  const fraction = () => word() / 2 ** 32
  const integer = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1))

  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick: (choices) => choices[integer(0, choices.length - 1)] ?? choices[0],
    count: (mean) => {
      const limit = Math.exp(-mean)
      let events = 0
      for (let product = fraction(); product > limit; product *= fraction()) events += 1
      return events
    },
    uuid: () => {
      const second = hexOf(word())
      const third = hexOf(((word() & 0x3fffffff) | 0x80000000) >>> 0)
      return `${hexOf(word())}-${second.slice(0, 4)}-4${second.slice(5)}-${third.slice(0, 4)}-${third.slice(4)}${hexOf(word())}`
    },
  }
}
