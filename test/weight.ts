import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'

import { build, type Rolldown } from 'vite'

const project = join(import.meta.dirname, '..')

/** What a browser may have to load, in kB of 1000 bytes; gzipped, but for fonts, which are that already. */
const budgets = { firstScripts: 190, firstStyles: 12, fonts: 24, pageScripts: 60, partScripts: 75 }

/** The pages that somebody sees first: before and after connecting. */
export const firstPages: readonly string[] = [
  'features/connect/page.tsx',
  'features/overview/page.tsx',
  'features/transactions/page.tsx',
]

/** One page's code, on top of what the document loads. */
interface PageWeight {
  readonly page: string
  readonly scripts: number
  readonly styles: number
}

/** A build of the console, weighed without writing it anywhere. */
export async function weighConsole(): Promise<{
  readonly document: Omit<PageWeight, 'page'>
  readonly pages: readonly PageWeight[]
  readonly fonts: number
}> {
  // Translations may be on their way; their absence is for the build itself to refuse.
  process.env['MISSING_WORDS'] = 'allowed'
  const output = await build({
    root: join(project, 'web'),
    configFile: join(project, 'vite.config.ts'),
    build: { write: false },
    logLevel: 'warn',
  })
  if (!('output' in output)) throw new Error('one build has one output')
  const files = new Map(output.output.map((file) => [file.fileName, file]))
  const entry = output.output.find((file) => file.type === 'chunk' && file.isEntry)
  if (entry?.type !== 'chunk') throw new Error('the build has no entry')

  const document = closure(entry, files)
  const pages = output.output
    .filter((file) => file.type === 'chunk')
    .filter(({ isDynamicEntry, facadeModuleId }) => isDynamicEntry && facadeModuleId !== null)
    .map((chunk) => {
      const own = new Set([...closure(chunk, files)].filter((file) => !document.has(file)))
      const page = relative(
        join(project, 'web'),
        (chunk.facadeModuleId ?? '').split('?', 1).join(''),
      )
      return { page, ...weigh(own, files) }
    })
  const fonts = output.output
    .filter(({ fileName }) => fileName.endsWith('.woff2'))
    .map((file) => (file.type === 'asset' ? file.source.length : 0))
    .reduce((total, length) => total + length, 0)
  return { document: weigh(document, files), pages, fonts: fonts / 1000 }
}

type Files = ReadonlyMap<string, Rolldown.OutputChunk | Rolldown.OutputAsset>

/** The names of a chunk, of all that it cannot run without, and of their styles. */
function closure(chunk: Rolldown.OutputChunk, files: Files): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (name: string) => {
    const file = files.get(name)
    if (found.has(name) || file?.type !== 'chunk') return
    found.add(name)
    for (const style of file.viteMetadata?.importedCss ?? []) found.add(style)
    for (const imported of file.imports) visit(imported)
  }
  visit(chunk.fileName)
  return found
}

function weigh(names: ReadonlySet<string>, files: Files): Omit<PageWeight, 'page'> {
  const sum = (end: string) =>
    [...names]
      .filter((name) => name.endsWith(end))
      .map((name) => {
        const file = files.get(name)
        return gzipSync(file?.type === 'chunk' ? file.code : (file?.source ?? ''), { level: 9 })
      })
      .reduce((total, { length }) => total + length, 0) / 1000
  return { scripts: sum('.js'), styles: sum('.css') }
}

if (import.meta.main) {
  const { document, pages, fonts } = await weighConsole()
  const problems: string[] = []
  const check = (what: string, weight: number, budget: number) => {
    if (weight > budget) problems.push(`${what}: ${weight.toFixed(1)} kB of ${budget}`)
  }
  for (const { page, scripts, styles } of pages) {
    if (firstPages.includes(page)) {
      check(`scripts of the first load, ${page}`, document.scripts + scripts, budgets.firstScripts)
      check(`styles of the first load, ${page}`, document.styles + styles, budgets.firstStyles)
    } else if (/\bpage\.tsx$/.test(page)) check(`scripts of ${page}`, scripts, budgets.pageScripts)
    // Comes on a click, to a page that has most of what it needs already.
    else check(`scripts of ${page}`, scripts, budgets.partScripts)
  }
  check('fonts', fonts, budgets.fonts)
  if (fonts === 0) problems.push('the build has no font')
  for (const page of firstPages) {
    if (!pages.some((one) => one.page === page)) problems.push(`${page} is no page of its own`)
  }
  const first = pages.find(({ page }) => page === firstPages[0])
  const heaviest = pages.toSorted((one, other) => other.scripts - one.scripts)[0]
  console.log(
    `First load: ${(document.scripts + (first?.scripts ?? 0)).toFixed(1)} kB of scripts,` +
      ` ${(document.styles + (first?.styles ?? 0)).toFixed(1)} of styles, gzipped, ${fonts.toFixed(1)} of fonts;` +
      ` the heaviest part after that: ${heaviest?.scripts.toFixed(1)} kB (${heaviest?.page}).`,
  )
  for (const problem of problems) console.error(`over its budget: ${problem}`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
