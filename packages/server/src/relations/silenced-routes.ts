import { userRefPageSchema } from '@ai-feed/protocol'
import type { Limits, UserRefPage } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { readCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import type { Schema } from '../database/schema.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv, Viewer } from '../http/request-context.js'
import type { LoadUserRefs } from '../ports.js'
import { listSilenced } from './list-silenced.js'
import type { SilencedList } from './list-silenced.js'
import { pageOfUsers } from './page-of-users.js'

export interface SilencedRoutesDeps {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly limits: Limits
  readonly loadUserRefs: LoadUserRefs
}

const querySchema = v.strictObject({
  site: v.optional(v.string()),
  limit: v.optional(limitTextSchema),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(512))),
  viewer: v.optional(v.literal('me')),
})

/** GET /v1/me/blocks and /v1/me/mutes: nobody else learns of them. */
export function silencedRoutes(deps: SilencedRoutesDeps): Hono<AppEnv> {
  const { pageItems } = deps.limits
  const routes = new Hono<AppEnv>()
  for (const list of ['blocks', 'mutes'] as const) {
    routes.get(`/v1/me/${list}`, describe(list, pageItems), async (c) => {
      const viewer = requireViewer(c, 'read')
      const { cursor, limit } = readParameters(c, querySchema)
      const page = await loadPage(deps, list, viewer, { cursor, limit: readLimit(limit, pageItems) })
      return c.json(page, 200, { 'Cache-Control': 'no-store' })
    })
  }
  return routes
}

async function loadPage(
  { db, keys, loadUserRefs }: SilencedRoutesDeps,
  list: SilencedList,
  viewer: Viewer,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<UserRefPage> {
  const { siteId, userId } = viewer
  const name = `${list}:${userId}`
  const before = cursor === undefined ? undefined : readCursor(keys, siteId, name, cursor).position

  const found = await listSilenced(db, list, { siteId, userId, before, limit: limit + 1 })
  return pageOfUsers({ keys, siteId, name, limit }, found, (ids) => loadUserRefs(siteId, viewer, ids))
}

function describe(list: SilencedList, maxItems: number) {
  return describeRoute({
    operationId: list === 'blocks' ? 'listBlocks' : 'listMutes',
    summary: `Lists those whom the signed-in user ${list}, the latest first`,
    security: [{ oauth: ['read'] }],
    parameters: [
      limitParameter(maxItems),
      { in: 'query', name: 'cursor', description: '`next` of the page before', schema: { type: 'string' } },
    ],
    responses: {
      200: {
        description: 'The users; an empty page with `next` is not the end',
        content: { 'application/json': { schema: resolver(userRefPageSchema) } },
      },
    },
  })
}
