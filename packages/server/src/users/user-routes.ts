import { userSchema } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { answerRead, readerOf, toReadable } from '../http/answer-read.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadUser } from '../ports.js'
import { readParameters } from '../http/read-parameters.js'
import type { AppEnv } from '../http/request-context.js'

export interface UserRoutesDeps {
  readonly loadUser: LoadUser
}

const querySchema = v.strictObject({ site: v.optional(v.string()), viewer: v.optional(v.literal('me')) })

/** GET /v1/users/{handle}. */
export function userRoutes({ loadUser }: UserRoutesDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get(
    '/v1/users/:handle',
    describeRoute({
      operationId: 'getUser',
      summary: 'Reads the profile and the counts of a user',
      parameters: [
        { in: 'path', name: 'handle', required: true, schema: { type: 'string' } },
        { in: 'query', name: 'site', schema: { type: 'string' } },
        { in: 'query', name: 'viewer', description: '`me` for a read with a session', schema: { type: 'string' } },
      ],
      responses: {
        200: { description: 'The user', content: { 'application/json': { schema: resolver(userSchema) } } },
        304: { description: 'The user has not changed' },
      },
    }),
    async (c) => {
      const viewer = readerOf(c, readParameters(c, querySchema).viewer)
      const user = await loadUser(c.get('site').id, viewer, c.req.param('handle'))
      if (!user) throw new HttpProblem('not_found', 'no such user')
      return answerRead(c, toReadable(user))
    },
  )
}
