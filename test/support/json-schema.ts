import fc from 'fast-check'

/** The part of JSON schema that /openapi.json uses. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean'
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema | false
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly default?: unknown
}

const known = new Set(
  'type properties required propertyNames additionalProperties items minItems maxItems minLength maxLength pattern format minimum maximum enum const anyOf oneOf default'.split(
    ' ',
  ),
)

/** Lists where a value is not what a schema says; empty for one that is.
 *  @throws TypeError for a word of JSON schema that is not judged here. */
export function violations(schema: JsonSchema, value: unknown, path = '$'): string[] {
  const unknown = Object.keys(schema).find((word) => !known.has(word))
  if (unknown !== undefined) throw new TypeError(`schema at ${path} says ${unknown}`)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) {
    const isOne = choices.some((choice) => violations(choice, value, path).length === 0)
    return isOne ? [] : [`${path} is none of ${choices.length} shapes`]
  }
  if ('const' in schema && value !== schema.const) return [`${path} is not ${String(schema.const)}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is none of ${schema.enum.join(', ')}`]
  switch (schema.type) {
    case 'object':
      return objectViolations(schema, value, path)
    case 'array':
      if (!Array.isArray(value)) return [`${path} is no list`]
      return [
        ...unless(value.length >= (schema.minItems ?? 0), `${path} has too few`),
        ...unless(value.length <= (schema.maxItems ?? Infinity), `${path} has too many`),
        ...value.flatMap((item, index) => violations(schema.items ?? {}, item, `${path}[${index}]`)),
      ]
    case 'string':
      return typeof value === 'string' ? stringViolations(schema, value, path) : [`${path} is no string`]
    case 'number':
    case 'integer':
      if (typeof value !== 'number') return [`${path} is no number`]
      return [
        ...unless(schema.type === 'number' || Number.isInteger(value), `${path} is not whole`),
        ...unless(
          value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity),
          `${path} is ${value}`,
        ),
      ]
    case 'boolean':
      return unless(typeof value === 'boolean', `${path} is neither true nor false`)
    default:
      return []
  }
}

function objectViolations(schema: JsonSchema, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`]
  const { properties = {}, required = [], additionalProperties } = schema
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
      if (own === false) return [`${path}.${name} is too much`]
      return own ? violations(own, item, `${path}.${name}`) : []
    }),
  ]
}

function stringViolations(schema: JsonSchema, text: string, path: string): string[] {
  const { minLength = 0, maxLength = Infinity, pattern, format } = schema
  return [
    ...unless(text.length >= minLength && text.length <= maxLength, `${path} has ${text.length} characters`),
    ...unless(pattern === undefined || new RegExp(pattern).test(text), `${path} is not like ${pattern}`),
    ...unless(format !== 'date-time' || !Number.isNaN(Date.parse(text)), `${path} is no time`),
  ]
}

function unless(isSo: boolean, violation: string): string[] {
  return isSo ? [] : [violation]
}

/** Makes values that a schema allows; strings are such as nobody expects, or of the `familiar` ones, and mostly of the `named`
 *  ones where a field has that name. */
export function valuesOf(
  schema: JsonSchema,
  familiar: readonly string[],
  named: Readonly<Record<string, readonly string[]>> = {},
): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, familiar, named)))
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema
      const entries = Object.entries(properties).map(([name, own]) => {
        const anything = valuesOf(own, familiar, named)
        const known = named[name]
        const values = known
          ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: anything })
          : anything
        return [name, required.includes(name) ? values : sometimes(values)]
      })
      return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>)
    }
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, familiar, named), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 4),
      })
    case 'string':
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
      return fc.oneof(
        fc.constantFrom(...familiar),
        fc.string({
          unit: 'binary',
          minLength: schema.minLength ?? 0,
          maxLength: Math.min(schema.maxLength ?? 40, 40),
        }),
      )
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    default:
      return fc.jsonValue()
  }
}

/** Leaves most optional things away, so that few of them meet; JSON has no `undefined`. */
export function sometimes<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values })
}
