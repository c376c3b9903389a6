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
/** A refusal as the server wrote it (RFC 9457). Branch on `code`, show words of your own: `title` is English and `detail` for
 *  developers. `retryAfter` is in seconds; `errors` name failing fields by dotted path; `requestId` finds it in the server's log. */
export type Problem = v.InferOutput<typeof problemSchema>
