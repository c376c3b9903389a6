import type { Problem } from './problem-schema.js'
import { flag, list, number, object, optional, text, type Shape } from './shape.js'

/** Reads a problem (RFC 9457). */
export const problemShape: Shape<Problem> = object<Problem>({
  type: text,
  title: text,
  status: number,
  code: text,
  detail: text,
  retryable: flag,
  retryAfter: optional(number),
  errors: optional(list(object<{ path: string; message: string }>({ path: text, message: text }))),
  requestId: text,
})
