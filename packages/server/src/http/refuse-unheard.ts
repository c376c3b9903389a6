import type { MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { HttpProblem } from './http-problem.js'
import { readParameters } from './read-parameters.js'
import type { AppEnv } from './request-context.js'

const querySchema = v.strictObject({ site: v.optional(v.string()) })

/** Refuses what no write listens to, so that nobody believes it was heard: parameters but `site`, and bodies in another coding,
 *  which would be read as what they are not.
 *  @throws HttpProblem `unknown_field` | `invalid_field` | `unsupported_type` (RFC 9110 section 8.4). */
export const refuseUnheard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const isWrite = c.req.method !== 'GET' && c.req.method !== 'HEAD'
  if (isWrite && c.get('viewer')) {
    readParameters(c, querySchema)
    const coding = c.req.header('Content-Encoding') ?? ''
    if (!/^(identity)?$/i.test(coding.trim()))
      throw new HttpProblem('unsupported_type', `body in the coding ${coding.slice(0, 100)}`)
  }
  await next()
}
