import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

import { type Json, isObject, memberOf, toJsonSchema } from './schema.ts'

/** MobilePay's own documents, which are not ours to pass on: they lie beside the project, or they are not there. */
const folder = join(import.meta.dirname, '../../../../shared/mobilepay/openapi')

export const hasSpecifications = existsSync(folder)

/** The newest of each, and the last one of Subscriptions that still had the customers' operations. */
const files = [
  ['Subscriptions', 'subscriptions.yaml'],
  ['Subscriptions', 'subscriptions.with-user-simulation.2024-01.yaml'],
  ['Invoice', 'invoice.yaml'],
  ['App Payments', 'app_payments_api.yaml'],
  ['Reporting', 'reporting.yaml'],
  ['Webhooks', 'webhooks.yaml'],
] as const

export interface SpecifiedOperation {
  readonly api: string
  readonly method: string
  /** Below the gateway, as the document spells it: `/v1/payments/{paymentid}`. */
  readonly path: string
  /** What is wrong with an answer's body; undefined for a status that is not specified. */
  readonly judge: (status: number, body: unknown) => readonly string[] | undefined
  /** What is wrong with a request's body. */
  readonly judgeRequest: (body: unknown) => readonly string[]
  /** What is wrong with a query: unknown names, missing ones, malformed values. */
  readonly judgeQuery: (query: URLSearchParams) => readonly string[]
}

type Judge = (body: unknown) => readonly string[]

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

const prefixOf = (...holders: readonly unknown[]): string => {
  for (const holder of holders) {
    const servers = isObject(holder) ? holder['servers'] : undefined
    const first: unknown = Array.isArray(servers) ? servers[0] : undefined
    const url = isObject(first) ? first['url'] : undefined
    if (typeof url === 'string') return new URL(url).pathname.replace(/\/$/u, '')
  }
  return ''
}

/** The schema of a JSON body; undefined for none. */
const schemaOf = (holder: unknown): unknown =>
  memberOf(memberOf(holder, 'content'), 'application/json')['schema']

interface QueryParameter {
  readonly name: string
  readonly isRequired: boolean
  readonly judge: Judge
}

const createQueryJudge = (parameters: readonly QueryParameter[]) => (query: URLSearchParams) => {
  const isKnown = (name: string) => parameters.some((parameter) => parameter.name === name)
  const unknown = [...new Set(query.keys())].filter((name) => !isKnown(name))
  return [
    ...unknown.map((name) => `no parameter ${name}`),
    ...parameters.flatMap(({ name, isRequired, judge }) => {
      const values = query.getAll(name)
      if (values.length === 0) return isRequired ? [`parameter ${name} is missing`] : []
      return values
        .flatMap(judge)
        .map((problem) => `parameter ${name}=${values.join()}: ${problem}`)
    }),
  ]
}

/** Words of a query are numbers, or items of a list, only by the schema's word. */
const judgeWord = (schema: unknown, judgeBy: (schema: unknown) => Judge): Judge => {
  const { type, items } = isObject(schema) ? schema : {}
  if (type === 'array') return judgeWord(items, judgeBy)
  const judge = judgeBy(schema)
  const isNumber = type === 'integer' || type === 'number'
  return (word) => judge(isNumber && word !== '' ? Number(word) : word)
}

const queryOf = (
  holder: unknown,
  judgeBy: (schema: unknown) => Judge,
): readonly QueryParameter[] => {
  const parameters: unknown = isObject(holder) ? holder['parameters'] : undefined
  return (Array.isArray(parameters) ? parameters : [])
    .filter((parameter) => isObject(parameter))
    .filter((parameter) => parameter['in'] === 'query')
    .map((parameter) => ({
      name: String(parameter['name']),
      isRequired: parameter['required'] === true,
      judge: judgeWord(parameter['schema'], judgeBy),
    }))
}

const createJudges = (document: Json) => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  // Money and counters: numbers whatever their name.
  for (const format of ['decimal', 'int']) ajv.addFormat(format, true)
  // The package's own refuses hosts of this machine.
  ajv.addFormat('url', (text: string) => URL.canParse(text))
  ajv.addSchema({ $id: 'document', components: convertComponents(document) })

  const compile = (schema: unknown): Judge => {
    const { $ref: ref } = isObject(schema) ? schema : {}
    const text = JSON.stringify(toJsonSchema(schema))
    const absolute: unknown = JSON.parse(text.replaceAll('"#/components', '"document#/components'))
    if (!isObject(absolute)) throw new Error('a schema is no object')
    const validate = ajv.compile(absolute)
    return (body) => {
      if (validate(body)) return []
      const name = typeof ref === 'string' ? ref.slice(ref.lastIndexOf('.') + 1) : 'body'
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${name}${instancePath}: ${message} ${JSON.stringify(params)}`,
      )
    }
  }
  const compiled = new Map<unknown, Judge>()
  return (schema: unknown): Judge => {
    const judge = compiled.get(schema) ?? compile(schema)
    compiled.set(schema, judge)
    return judge
  }
}

const convertComponents = (document: Json) => ({
  schemas: Object.fromEntries(
    Object.entries(memberOf(memberOf(document, 'components'), 'schemas')).map(([name, schema]) => [
      name,
      toJsonSchema(schema),
    ]),
  ),
})

const readDocument = async (api: string, file: string): Promise<readonly SpecifiedOperation[]> => {
  const document: unknown = parse(await readFile(join(folder, file), 'utf8'))
  if (!isObject(document)) throw new Error(`${file} is no OpenAPI document`)
  const judgeBy = createJudges(document)
  return Object.entries(memberOf(document, 'paths')).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(item) && method in item)
      .map((method) => {
        const operation = memberOf(item, method)
        const responses = memberOf(operation, 'responses')
        const request = schemaOf(operation['requestBody'])
        return {
          api,
          method: method.toUpperCase(),
          path: prefixOf(operation, item, document) + path,
          judge: (status: number, body: unknown) => {
            if (!(String(status) in responses)) return undefined
            const schema = schemaOf(responses[String(status)])
            if (schema !== undefined) return judgeBy(schema)(body)
            return body === undefined ? [] : ['a body, where none is specified']
          },
          judgeQuery: createQueryJudge([...queryOf(operation, judgeBy), ...queryOf(item, judgeBy)]),
          judgeRequest: (body: unknown) => (request === undefined ? [] : judgeBy(request)(body)),
        }
      }),
  )
}

/** Every operation of the five APIs once, by the newest document that has it. */
export const readSpecifications = async (): Promise<readonly SpecifiedOperation[]> => {
  const all = await Promise.all(files.map(([api, file]) => readDocument(api, file)))
  const unique = new Map<string, SpecifiedOperation>()
  for (const operation of all.flat()) {
    const key = `${operation.method} ${operation.path}`
    if (!unique.has(key)) unique.set(key, operation)
  }
  return [...unique.values()]
}
