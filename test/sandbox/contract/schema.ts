/** A JSON object whose members nobody has looked at yet. */
export type Json = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const memberOf = (value: unknown, name: string): Json => {
  const member = isObject(value) ? value[name] : undefined
  return isObject(member) ? member : {}
}

const allowNull = (schema: Record<string, unknown>) => {
  const { type, enum: values } = schema
  return {
    ...schema,
    ...(typeof type === 'string' && { type: [type, 'null'] }),
    ...(Array.isArray(values) && { enum: values.concat([null]) }),
  }
}

/**
 * A schema object of OpenAPI 3.0 as JSON Schema has it: `nullable` becomes a type. Objects are closed, because an answer
 * of ours must not have members that MobilePay's has not.
 */
export const toJsonSchema = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(toJsonSchema)
  if (!isObject(schema)) return schema
  const { nullable, example: _, ...rest } = schema
  const converted: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    converted[name] =
      name === 'properties' && isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([member, inner]) => [member, toJsonSchema(inner)]),
          )
        : toJsonSchema(value)
  }
  if ('properties' in converted && !('additionalProperties' in converted)) {
    converted['additionalProperties'] = false
  }
  return nullable === true ? allowNull(converted) : converted
}
