import type { Context } from 'hono'
import { HttpProblem } from './http-problem.js'

/** Reads the version that a change was made from (RFC 9110 section 13.1.1): one strong tag with the number in it.
 *  @throws HttpProblem `precondition_required` when there is none, `bad_request` for anything else. */
export function requireVersion(c: Context): number {
  const condition = c.req.header('If-Match')
  if (condition === undefined) throw new HttpProblem('precondition_required', 'no If-Match')
  const version = /^\s*"(\d{1,9})"\s*$/.exec(condition)?.[1]
  if (version === undefined) throw new HttpProblem('bad_request', 'If-Match is not one "version"')
  return Number(version)
}

/** What /openapi.json says of the header. */
export const ifMatchParameter = {
  in: 'header',
  name: 'If-Match',
  required: true,
  description: 'The `version` that was read, in quotation marks',
  schema: { type: 'string', pattern: '^"\\d{1,9}"$' },
} as const
