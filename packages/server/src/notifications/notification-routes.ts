import { markerRequestSchema, notificationPageSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { takeWrite } from '../database/write-budget.js'
import { readJson } from '../http/read-json.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import type { Publish } from '../ports.js'
import { loadNotifications } from './load-notifications.js'
import type { LoadNotificationsDeps } from './load-notifications.js'
import { moveMarker } from './move-marker.js'

export interface NotificationRoutesDeps extends LoadNotificationsDeps {
  readonly limits: Limits
  readonly publish: Publish
}

const querySchema = v.strictObject({
  site: v.optional(v.string()),
  limit: v.optional(limitTextSchema),
  cursor: v.optional(v.string()),
  viewer: v.optional(v.literal('me')),
})
const markerQuerySchema = v.strictObject({ site: v.optional(v.string()) })

/** GET /v1/notifications and PUT /v1/notifications/marker. */
export function notificationRoutes(deps: NotificationRoutesDeps): Hono<AppEnv> {
  const { db, limits, publish } = deps
  const routes = new Hono<AppEnv>()

  routes.get(
    '/v1/notifications',
    describeRoute({
      operationId: 'getNotifications',
      summary: 'Reads what others did, newest first; likes of one post, say, are one notification until it is read',
      security: [{ oauth: ['read'] }],
      parameters: [
        limitParameter(limits.pageItems),
        { in: 'query', name: 'cursor', description: '`next` of the page before', schema: { type: 'string' } },
      ],
      responses: {
        200: {
          description: 'The page',
          content: { 'application/json': { schema: resolver(notificationPageSchema) } },
        },
      },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'read')
      const { limit, cursor } = readParameters(c, querySchema)
      const page = await loadNotifications(deps, viewer, { cursor, limit: readLimit(limit, limits.pageItems) })
      return c.json(page, 200, { 'Cache-Control': 'no-store' })
    },
  )

  routes.put(
    '/v1/notifications/marker',
    describeRoute({
      operationId: 'moveMarker',
      summary: 'Counts everything up to a notification as read, on all devices; the marker never moves back',
      description: 'With `seq` as it was read, what came into the same notification since stays unread.',
      security: [{ oauth: ['write'] }],
      requestBody: { required: true, content: { 'application/json': { schema: resolver(markerRequestSchema) } } },
      responses: { 204: { description: 'The marker is there or further' } },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      readParameters(c, markerQuerySchema)
      const { value } = await readJson(c, markerRequestSchema, { maxBytes: limits.jsonBodyBytes })
      await takeWrite(db, limits, viewer)
      await moveMarker(db, viewer, value)
      await publish()
      return c.body(null, 204)
    },
  )

  return routes
}
