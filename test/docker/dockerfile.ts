/** One stage of a Dockerfile: its base, and what is done to it. */
export interface Stage {
  readonly name: string
  /** An image, or the name of an earlier stage. */
  readonly base: string
  readonly steps: readonly Step[]
}

/** One instruction, its continued lines joined, `ARG`s filled in. */
export interface Step {
  readonly instruction: string
  readonly text: string
}

/** Reads the part of the language that ours uses; anything else is an error. */
export function parseDockerfile(source: string): readonly Stage[] {
  const args = new Map<string, string>()
  const stages: { name: string; base: string; steps: Step[] }[] = []
  for (const line of logicalLines(source)) {
    const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    // `${NAME}` only: in a shell's own `$NAME` and in JavaScript's templates nothing is filled in.
    const text = rest.replaceAll(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
      const value = args.get(name)
      if (value === undefined) throw new Error(`ARG ${name} has no value: ${line}`)
      return value
    })
    if (instruction === 'ARG') {
      const [name = '', value] = text.split('=')
      if (value !== undefined) args.set(name, value)
    } else if (instruction === 'FROM') {
      const [base = '', as, name = `${stages.length}`] = text.split(' ')
      if (as !== undefined && as !== 'AS') throw new Error(`cannot read: ${line}`)
      stages.push({ name, base, steps: [] })
    } else if (known.has(instruction)) {
      const stage = stages.at(-1)
      if (stage === undefined) throw new Error(`stands before the first FROM: ${line}`)
      stage.steps.push({ instruction, text })
    } else throw new Error(`cannot read: ${line}`)
  }
  return stages
}

const known = new Set(['WORKDIR', 'RUN', 'COPY', 'USER', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'CMD'])

function logicalLines(source: string): readonly string[] {
  return source
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
}

/** The words of an instruction in its JSON form, e.g. `CMD ["node", "main.ts"]`. */
export function wordsOf(text: string): readonly string[] {
  const words: unknown = JSON.parse(text)
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words
  throw new Error(`not a list of words: ${text}`)
}

/** The command of a `HEALTHCHECK`. */
export function healthCommand(text: string): readonly string[] {
  return wordsOf(text.slice(text.indexOf('CMD') + 3).trim())
}
