import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { contextFiles } from './context.ts'
import type { Stage, Step } from './dockerfile.ts'

const run = promisify(execFile)

/** A built stage: the folder that stands for its WORKDIR, and the environment that it sets. */
interface Built {
  readonly folder: string
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * Does what `docker build` would do, with plain commands: each stage is a folder under `scratch`,
 * and stands for the stage's WORKDIR. Base images are taken to be empty but for node and npm.
 *
 * @returns the last stage.
 */
export async function buildImage(
  root: string,
  stages: readonly Stage[],
  scratch: string,
): Promise<Built> {
  const context = join(scratch, 'context')
  for (const path of contextFiles(root)) await copy(join(root, path), join(context, path))
  const built = new Map<string, Built>()
  let last: Built | undefined
  for (const stage of stages) {
    const base = built.get(stage.base) ?? (await cleanBase(scratch))
    last = await buildStage(stage, base, join(scratch, `stage-${stage.name}`), (name) =>
      name === undefined ? context : (built.get(name)?.folder ?? fail(`no stage ${name}`)),
    )
    built.set(stage.name, last)
  }
  return last ?? fail('the Dockerfile has no stage')
}

/** How this machine gets to a registry is the builder's business, as it is with Docker. */
const network = /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir))$/i

/** Nothing else of this machine's environment; of its programs node, npm and the system's. */
async function cleanBase(scratch: string): Promise<Built> {
  const bin = join(scratch, 'bin')
  await mkdir(bin, { recursive: true })
  await symlink(process.execPath, join(bin, 'node')).catch(ignoreExisting)
  const global = join(scratch, 'global')
  const path = [join(global, 'bin'), bin, '/usr/local/bin', '/usr/bin', '/bin'].join(':')
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (network.test(name) && value !== undefined) env[name] = value
  }
  Object.assign(env, { PATH: path, HOME: join(scratch, 'home'), npm_config_prefix: global })
  return { folder: '', workdir: '/', env }
}

async function buildStage(
  stage: Stage,
  base: Built,
  folder: string,
  sourceOf: (stage: string | undefined) => string,
): Promise<Built> {
  await mkdir(folder, { recursive: true })
  if (base.folder !== '') await copy(base.folder, folder)
  let { workdir, env } = base
  for (const { instruction, text } of stage.steps) {
    if (instruction === 'WORKDIR') workdir = text
    else if (instruction === 'COPY') await copyStep(text, folder, workdir, sourceOf)
    else if (instruction === 'ENV') env = { ...env, ...readEnv(text) }
    else if (instruction === 'RUN') {
      await run('sh', ['-c', text], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })
    }
  }
  return { folder, workdir, env }
}

async function copyStep(
  text: string,
  folder: string,
  workdir: string,
  sourceOf: (stage: string | undefined) => string,
): Promise<void> {
  const [, stage, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(text) ?? []
  const words = paths.split(' ')
  const target = words.pop() ?? ''
  for (const word of words) {
    // In another stage a path is absolute, and must lie in the folder that stands for WORKDIR.
    const inside = stage === undefined ? word : word.slice(workdir.length + 1)
    if (stage !== undefined && !word.startsWith(`${workdir}/`)) fail(`outside ${workdir}: ${text}`)
    const to = target.endsWith('/') ? join(target, basename(inside)) : target
    await copy(join(sourceOf(stage), inside), join(folder, to))
  }
}

/** As links, never what they point to: that is how packages reach each other. */
async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to, { recursive: true, verbatimSymlinks: true })
}

function readEnv(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(' ').map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split('=')
      return [name, value]
    }),
  )
}

/** What a stage says last about `instruction`. */
export function lastStep(stage: Stage, instruction: string): string {
  const step: Step | undefined = stage.steps.findLast((one) => one.instruction === instruction)
  return step?.text ?? fail(`the stage ${stage.name} has no ${instruction}`)
}

/** Names of the packages in a folder made by pnpm, whoever needs them. */
export async function installedPackages(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'node_modules/.pnpm'))
  return names.map((name) => name.replace(/(?<=.)@.*/, '').replace('+', '/'))
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}

function fail(message: string): never {
  throw new Error(message)
}
