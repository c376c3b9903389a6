import * as v from 'valibot'
import { DecodeError } from './decode-error.js'

/** Checks `value` against `schema` and gives it back typed, without fields that the schema does not know.
 *  @throws DecodeError naming the first failing path */
export function decode<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  const path = (issue.path ?? []).map((item) => String(item.key)).join('.')
  throw new DecodeError(path, issue.message, issue.type === 'strict_object' && issue.expected === 'never')
}
