import type { GenericSchema } from 'valibot'

/** A valibot schema as it lies in memory: what each kind holds. */
export interface AnySchema extends GenericSchema {
  readonly entries?: Readonly<Record<string, AnySchema>>
  readonly item?: AnySchema
  readonly options?: readonly (AnySchema | string)[]
  readonly wrapped?: AnySchema
  readonly value?: AnySchema
  readonly literal?: string
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[]
}

/** Gives values that a schema takes: every word of each picklist, every member of each variant, and each optional field both
 *  there and absent. */
export function samplesOf(schema: AnySchema): unknown[] {
  const rules = Object.fromEntries((schema.pipe ?? []).map(({ type, requirement }) => [type, requirement]))
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.entries!).map(([name, entry]) => [name, samplesOf(entry)] as const)
      const width = Math.max(...fields.map(([, values]) => values.length))
      return Array.from({ length: width }, (_, index) =>
        Object.fromEntries(
          fields.flatMap(([name, values]) => {
            const value = values[index % values.length]
            return value === undefined ? [] : [[name, value]]
          }),
        ),
      )
    }
    case 'array': {
      const items = samplesOf(schema.item!)
      const lists = items.map((item) => [item])
      return rules['min_length'] === undefined ? [...lists, []] : lists
    }
    case 'optional':
      return [...samplesOf(schema.wrapped!), undefined]
    case 'picklist':
      return [...schema.options!]
    case 'variant':
      return schema.options!.flatMap((option) => samplesOf(option as AnySchema))
    case 'union':
      return schema.options!.flatMap((option) => samplesOf(option as AnySchema))
    case 'record':
      return samplesOf(schema.value!).map((value) => ({ one: value, other: value }))
    case 'literal':
      return [schema.literal]
    case 'string':
      return [sampleText(rules)]
    case 'number':
      return [rules['min_value'] ?? 1]
    case 'boolean':
      return [true, false]
    default:
      throw new Error(`no sample of ${schema.type}`)
  }
}

function sampleText(rules: Readonly<Record<string, unknown>>): string {
  if ('iso_timestamp' in rules) return '2026-11-24T12:00:00.000Z'
  if (!('regex' in rules)) return 'some_text'
  return (rules['regex'] as RegExp).test('some_text') ? 'some_text' : 'https://feed.example/some'
}
