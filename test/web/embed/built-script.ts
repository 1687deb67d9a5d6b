import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildEmbedScript } from '../../../vite.config.ts'

interface BuiltScript {
  readonly script: Buffer
  readonly types: string
}

/** The integrator's script as `pnpm build` makes it. */
export async function readBuiltScript(): Promise<BuiltScript> {
  const directory = await mkdtemp(join(tmpdir(), 'embed-'))
  try {
    await buildEmbedScript(directory)
    return {
      script: await readFile(join(directory, 'v1.js')),
      types: await readFile(join(directory, 'v1.d.ts'), 'utf8'),
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}
