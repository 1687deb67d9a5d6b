import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// What a start compiles, the next one finds. Beside the packages, which are as much to be trusted;
// where nothing can be written there, each start compiles anew.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/bff', import.meta.url)))

const { run } = await import('./run.ts')
await run(process.env)
