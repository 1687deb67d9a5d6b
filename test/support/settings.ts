import { type Config, ConfigError, readConfig } from '../../bff/config.ts'

export type Settings = Readonly<Record<string, string | undefined>>

/** The least that a bff in production needs. */
export const productionSettings: Settings = {
  PUBLIC_URL: 'https://connect.example.com',
  MOBILEPAY_ENVIRONMENT: 'production-dk',
  MOBILEPAY_CLIENT_ID: 'integrator',
  MOBILEPAY_CLIENT_SECRET: 'a secret of the integrator',
  SESSION_KEYS: `1:${Buffer.alloc(32, 1).toString('base64url')}`,
}

/** Reads production's settings with some of them replaced, or left out where undefined. */
export function readSettings(
  replaced: Settings = {},
  readFile: (path: string) => string = () => {
    throw new Error('no setting names a file')
  },
): Config {
  return readConfig({ ...productionSettings, ...replaced }, readFile)
}

/** What is wrong with production's settings once some of them are replaced; empty if nothing is. */
export function problemsOf(
  replaced: Settings,
  readFile?: (path: string) => string,
): readonly string[] {
  try {
    readSettings(replaced, readFile)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
