import { pino } from 'pino'

/** Values of `LOG_LEVEL`, from loudest to quietest. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

type Fields = Readonly<Record<string, unknown>>

/** Structured log: one JSON line a call. */
export interface Log {
  debug(fields: Fields, message: string): void
  info(fields: Fields, message: string): void
  warn(fields: Fields, message: string): void
  error(fields: Fields, message: string): void
}

/**
 * Makes the process's log. Lines go to `write`, or to standard output.
 *
 * Errors (member `error`) are written as a chain of names, codes and first lines, never as objects:
 * a library's error may carry a whole token response among its members.
 */
export function createLog(level: LogLevel, write?: (line: string) => void): Log {
  const options = { level, base: null, serializers: { error: describeError } }
  return pino(options, { write: write ?? writeBatches() })
}

/**
 * Writes to standard output, in one go, what a turn of the event loop has logged: a line's own write
 * would be a tenth of what a proxied request costs.
 */
function writeBatches(): (line: string) => void {
  const output = pino.destination({ sync: true })
  let lines = ''
  let isWatched = false
  const flush = () => {
    if (lines !== '') output.write(lines)
    lines = ''
  }
  return (line) => {
    // An error that nobody caught ends the process before its turn.
    if (!isWatched) process.once('exit', flush)
    isWatched = true
    if (lines === '') setImmediate(flush)
    lines += line
  }
}

function describeError(error: unknown): unknown {
  const chain: string[] = []
  let current = error
  while (current instanceof Error && chain.length < 5) {
    const code = 'code' in current && typeof current.code === 'string' ? ` ${current.code}` : ''
    // A SyntaxError quotes what it could not parse, which may be a token response.
    const text = current instanceof SyntaxError ? '' : `: ${current.message.split('\n', 1)[0]}`
    chain.push(`${current.name}${code}${text}`.slice(0, 300))
    current = current.cause
  }
  return chain
}
