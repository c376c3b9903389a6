import * as v from 'valibot'

/** A value of the wire that does not have the shape it must have. */
export class DecodeError extends Error {
  /** Dotted path to the failing field, empty for the whole value. */
  readonly path: string
  /** What is wrong there; `message` says the path before it. */
  readonly reason: string
  /** True when the only fault is a field that the shape does not know. */
  readonly isUnknownField: boolean
  constructor(path: string, message: string, isUnknownField: boolean) {
    super(path === '' ? message : `${path}: ${message}`)
    this.name = 'DecodeError'
    this.path = path
    this.reason = message
    this.isUnknownField = isUnknownField
  }
}

/** Checks `value` against `schema` and gives it back typed, without fields that the schema does not know.
 *  @throws DecodeError naming the first failing path. */
export function decode<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  const path = (issue.path ?? []).map((item) => String(item.key)).join('.')
  throw new DecodeError(path, issue.message, issue.type === 'strict_object' && issue.expected === 'never')
}
