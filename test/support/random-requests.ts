import fc from 'fast-check'
import { sometimes, valuesOf } from './json-schema.ts'
import type { JsonSchema } from './json-schema.ts'

export interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly schema: JsonSchema
}

export type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

/** An operation of /openapi.json. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters?: readonly Parameter[]
  readonly security?: readonly { readonly oauth?: readonly string[]; readonly moderator?: readonly string[] }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

export interface RandomRequest {
  /** Method and path of its operation. */
  readonly name: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** What requests are made of, beside the schemas. */
export interface Familiar {
  /** Values that mean something, by the names of parameters; `body` for texts in bodies. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** The same by the names of fields in bodies. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly picture: Uint8Array<ArrayBuffer>
}

/** Reads all operations of a document, by method and path. */
export function operationsOf(document: {
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
}): ReadonlyMap<string, Operation> {
  return new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([word, operation]) => {
        const method = word.toUpperCase()
        return [`${method} ${path}`, { ...operation, path, method }]
      }),
    ),
  )
}

/** Scopes that an operation asks for; undefined where everybody may ask. */
export function scopesOf({ security }: Operation): readonly string[] | undefined {
  return security?.length && security.every(({ oauth }) => oauth !== undefined)
    ? security.flatMap(({ oauth = [] }) => oauth)
    : undefined
}

/** Tells whether an operation is for programs with a moderator's key. */
export function isForModerators({ security }: Operation): boolean {
  return security?.some(({ moderator }) => moderator !== undefined) === true
}

/** Makes requests of an operation: mostly such as it describes, with values that mean something or that nobody expects. */
export function requestsOf(
  [name, operation]: readonly [string, Operation],
  familiar: Familiar,
): fc.Arbitrary<RandomRequest> {
  const { method, path, parameters = [], requestBody } = operation
  const values = fc.tuple(...parameters.map((parameter) => valueOf(parameter, familiar.values)))
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  return fc.tuple(values, bodiesOf(type, content?.schema, familiar)).map(([given, body]) => {
    const query = new URLSearchParams()
    const headers: Record<string, string> = { ...(type === 'application/json' && { 'Content-Type': type }) }
    let address = path
    for (const [index, parameter] of parameters.entries()) {
      for (const text of given[index] ?? []) {
        if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, () => encodeURIComponent(text))
        else if (parameter.in === 'query') query.append(parameter.name, text)
        else headers[parameter.name] = text.replaceAll(/[^!-~]/g, '')
      }
    }
    const search = query.size === 0 ? '' : `?${query.toString()}`
    return { name, path: address + search, headers, ...(method !== 'GET' && body !== undefined && { body }) }
  })
}

function valueOf(
  { in: place, name, schema, required }: Parameter,
  familiar: Familiar['values'],
): fc.Arbitrary<readonly string[]> {
  const texts = valuesOf(schema, familiar['body'] ?? []).map((value) => [value].flat().map(writeText))
  const words = familiar[name]
  const values = words
    ? fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...words.map((word) => [word])) },
        { weight: 1, arbitrary: texts },
      )
    : texts
  // In a path, `.` and `..` would lead elsewhere.
  if (place === 'path') return values.filter(([text = '']) => !/^\.*$/.test(text))
  return required ? values : sometimes(values).map((given) => given ?? [])
}

function bodiesOf(
  type: string | undefined,
  schema: JsonSchema | undefined,
  { values, fields, picture }: Familiar,
): fc.Arbitrary<RandomRequest['body']> {
  if (type === undefined || !schema) return fc.constant(undefined)
  if (type !== 'application/json') {
    return fc.constantFrom(picture, picture.slice(0, 60), new TextEncoder().encode('<svg/>'))
  }
  const json = (bodies: fc.Arbitrary<unknown>): fc.Arbitrary<string> => bodies.map((value) => JSON.stringify(value))
  const own = valuesOf(schema, values['body'] ?? [], fields)
  return fc.oneof(
    { weight: 5, arbitrary: json(own) },
    {
      weight: 1,
      arbitrary: json(
        fc
          .tuple(own, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }))
          .map(([given, more]) => ({ ...(given as object), ...more })),
      ),
    },
    { weight: 1, arbitrary: json(fc.jsonValue()) },
    { weight: 1, arbitrary: fc.string() },
  )
}

/** As it stands in an address. */
function writeText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()
}
