import { userRefPageSchema, userSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Schema } from '../database/schema.js'
import { takeSearch } from '../database/search-budget.js'
import { answerRead, readerOf, toReadable } from '../http/answer-read.js'
import { consentHeaders } from '../http/consent-headers.js'
import { HttpProblem } from '../http/http-problem.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import type { LoadUser, LoadUserRefs } from '../ports.js'
import { completeUsers } from './complete-users.js'

export interface UserRoutesDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly loadUser: LoadUser
  readonly loadUserRefs: LoadUserRefs
}

const readSchema = v.strictObject({ site: v.optional(v.string()), viewer: v.optional(v.literal('me')) })
const siteParameter = { in: 'query', name: 'site', schema: { type: 'string' } } as const
const viewerParameter = {
  in: 'query',
  name: 'viewer',
  description: '`me` for a read with a session: adds what the two are to each other',
  schema: { type: 'string' },
} as const

/** GET /v1/users/{handle} and GET /v1/users. */
export function userRoutes({ db, limits, loadUser, loadUserRefs }: UserRoutesDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const completionSchema = v.strictObject({
    ...readSchema.entries,
    q: v.pipe(v.string(), v.maxLength(limits.completionCharacters)),
    limit: v.optional(limitTextSchema),
  })

  routes.get(
    '/v1/users',
    describeRoute({
      operationId: 'completeUsers',
      summary: 'Finds people by the beginning of their handle or name, those whom one follows first',
      security: [{ oauth: ['read'] }],
      parameters: [
        siteParameter,
        limitParameter(limits.pageItems),
        {
          in: 'query',
          name: 'q',
          required: true,
          description: 'What was typed, with or without `@`; blank finds those whom one follows',
          schema: { type: 'string', maxLength: limits.completionCharacters },
        },
        viewerParameter,
      ],
      responses: {
        200: {
          description: 'The people',
          content: { 'application/json': { schema: resolver(userRefPageSchema) } },
        },
      },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'read')
      const { q, limit } = readParameters(c, completionSchema)
      const { siteId, userId } = viewer
      const asked = { siteId, viewerId: userId, typed: q, limit: readLimit(limit, limits.pageItems) }
      await takeSearch(db, limits, userId, c.get('clientAddress'))
      const ids = await completeUsers(db, asked)
      const users = await loadUserRefs(siteId, viewer, ids)
      return c.json({ items: ids.flatMap((id) => users.get(id) ?? []) }, 200, { 'Cache-Control': 'no-store' })
    },
  )

  routes.get(
    '/v1/users/:handle',
    describeRoute({
      operationId: 'getUser',
      summary: 'Reads the profile and the counts of a user',
      parameters: [
        { in: 'path', name: 'handle', required: true, schema: { type: 'string' } },
        siteParameter,
        viewerParameter,
      ],
      responses: {
        200: { description: 'The user', content: { 'application/json': { schema: resolver(userSchema) } } },
        304: { description: 'The user has not changed' },
      },
    }),
    async (c) => {
      const viewer = readerOf(c, readParameters(c, readSchema).viewer)
      const user = await loadUser(c.get('site').id, viewer, c.req.param('handle'))
      if (!user) throw new HttpProblem('not_found', 'no such user')
      return answerRead(c, toReadable(user, consentHeaders([])))
    },
  )

  return routes
}
