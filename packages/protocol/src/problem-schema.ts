import * as v from 'valibot'

/** RFC 9457 with a stable code. `retryAfter` in seconds; `errors` name the failing fields. */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.string(),
  retryable: v.boolean(),
  retryAfter: v.optional(v.number()),
  errors: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  requestId: v.string(),
})
export type Problem = v.InferOutput<typeof problemSchema>
