import { handleSchema, userPageSchema } from '@ai-feed/protocol'
import type { Limits, UserPage } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { readCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import type { Schema } from '../database/schema.js'
import { answerRead, readerOf, toReadable } from '../http/answer-read.js'
import { consentHeaders } from '../http/consent-headers.js'
import { HttpProblem } from '../http/http-problem.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import type { AppEnv, Viewer } from '../http/request-context.js'
import type { LoadUsers } from '../ports.js'
import { findListOwner, listFollows } from './list-follows.js'
import type { FollowList } from './list-follows.js'
import { pageOfUsers } from './page-of-users.js'

export interface FollowListDeps {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly limits: Limits
  readonly loadUsers: LoadUsers
}

const querySchema = v.strictObject({
  site: v.optional(v.string()),
  limit: v.optional(limitTextSchema),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(512))),
  viewer: v.optional(v.literal('me')),
})

const summaries: Readonly<Record<FollowList, string>> = {
  followers: 'Lists those who follow a user, the latest first',
  following: 'Lists those whom a user follows, the latest first',
}

/** GET /v1/users/{handle}/followers and /following. */
export function followListRoutes(deps: FollowListDeps): Hono<AppEnv> {
  const { limits } = deps
  const routes = new Hono<AppEnv>()
  for (const list of ['followers', 'following'] as const) {
    routes.get(`/v1/users/:handle/${list}`, describe(list, limits.pageItems), async (c) => {
      const { cursor, limit, viewer: asked } = readParameters(c, querySchema)
      const viewer = readerOf(c, asked)
      const page = await loadPage(deps, list, {
        siteId: c.get('site').id,
        viewer,
        handle: c.req.param('handle').toLowerCase(),
        cursor,
        limit: readLimit(limit, limits.pageItems),
      })
      return answerRead(c, toReadable(page, consentHeaders([])))
    })
  }
  return routes
}

interface ListRequest {
  readonly siteId: string
  readonly viewer: Viewer | undefined
  readonly handle: string
  readonly cursor: string | undefined
  readonly limit: number
}

async function loadPage(
  { db, keys, loadUsers }: FollowListDeps,
  list: FollowList,
  { siteId, viewer, handle, cursor, limit }: ListRequest,
): Promise<UserPage> {
  const viewerId = viewer?.userId
  const ownerId = v.is(handleSchema, handle) ? await findListOwner(db, siteId, viewerId, handle) : undefined
  if (ownerId === undefined) throw new HttpProblem('not_found', 'list of a user that is not there for this reader')
  const name = `${list}:${ownerId}`
  const before = cursor === undefined ? undefined : readCursor(keys, siteId, name, cursor).position

  const found = await listFollows(db, list, { siteId, ownerId, viewerId, before, limit: limit + 1 })
  return pageOfUsers({ keys, siteId, name, limit }, found, (ids) => loadUsers(siteId, viewer, ids))
}

function describe(list: FollowList, maxItems: number) {
  const query = (name: string, description: string) =>
    ({ in: 'query', name, description, schema: { type: 'string' } }) as const
  return describeRoute({
    operationId: list === 'followers' ? 'listFollowers' : 'listFollowing',
    summary: summaries[list],
    parameters: [
      { in: 'path', name: 'handle', required: true, schema: { type: 'string' } },
      query('site', 'Site to read; default: that of the token, else the default one'),
      limitParameter(maxItems),
      query('cursor', '`next` of the page before'),
      query('viewer', '`me` for a read with a session: adds what each is to this user'),
    ],
    responses: {
      200: {
        description: 'The users; an empty page with `next` is not the end',
        content: { 'application/json': { schema: resolver(userPageSchema) } },
      },
      304: { description: 'The page has not changed' },
    },
  })
}
