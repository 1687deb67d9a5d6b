import type { Stack } from './stack.ts'

/** Lets time pass for everyone: the bff and MobilePay. */
export function advance({ bff, sandbox }: Stack, seconds: number): void {
  bff.advance(seconds)
  sandbox.control.clock.advance(seconds)
}

/** Longer than any access token of the stand-in lives, and far shorter than a session. */
export const accessTokenLifetime = 301
