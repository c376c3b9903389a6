import { IDEMPOTENCY_KEY_PATTERN } from '@ai-feed/protocol'
import type { Context } from 'hono'
import { HttpProblem } from './http-problem.js'

/** Reads the key by which a POST can be repeated safely. Ask for it before any work is done.
 *  @throws HttpProblem `idempotency_key_required`. */
export function requireIdempotencyKey(c: Context): string {
  const key = c.req.header('Idempotency-Key')
  if (key !== undefined && IDEMPOTENCY_KEY_PATTERN.test(key)) return key
  throw new HttpProblem('idempotency_key_required', 'Idempotency-Key is missing or not 1 to 64 of A-Z a-z 0-9 _ -')
}

/** What /openapi.json says of the header. */
export const idempotencyKeyParameter = {
  in: 'header',
  name: 'Idempotency-Key',
  required: true,
  schema: { type: 'string', pattern: IDEMPOTENCY_KEY_PATTERN.source },
} as const
