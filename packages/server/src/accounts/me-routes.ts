import { meChangeSchema, meSchema } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { takeWrite } from '../database/write-budget.js'
import { readJson } from '../http/read-json.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { changeMe } from './change-me.js'
import type { ChangeMeDeps } from './change-me.js'
import { loadMe } from './load-me.js'
import type { LoadMeDeps } from './load-me.js'

export interface MeRoutesDeps extends Omit<LoadMeDeps, 'db'>, ChangeMeDeps {}

const querySchema = v.strictObject({ site: v.optional(v.string()), viewer: v.optional(v.literal('me')) })
const meContent = { 'application/json': { schema: resolver(meSchema) } }

/** GET and PATCH /v1/me. */
export function meRoutes(deps: MeRoutesDeps): Hono<AppEnv> {
  const { db, limits } = deps
  const routes = new Hono<AppEnv>()

  routes.get(
    '/v1/me',
    describeRoute({
      operationId: 'getMe',
      summary: 'Reads the signed-in user with site, defaults and quota',
      security: [{ oauth: ['read'] }],
      responses: { 200: { description: 'The signed-in user', content: meContent } },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'read')
      readParameters(c, querySchema)
      return c.json(await loadMe(deps, c.get('site'), viewer), 200, { 'Cache-Control': 'no-store' })
    },
  )

  routes.patch(
    '/v1/me',
    describeRoute({
      operationId: 'changeMe',
      summary: 'Changes name, bio, avatar, the defaults of new posts, the order of for-you or the muted words',
      security: [{ oauth: ['write'] }],
      requestBody: { required: true, content: { 'application/json': { schema: resolver(meChangeSchema) } } },
      responses: { 200: { description: 'The signed-in user as changed', content: meContent } },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      readParameters(c, querySchema)
      const { value } = await readJson(c, meChangeSchema, { maxBytes: limits.jsonBodyBytes })
      await takeWrite(db, limits, viewer)
      await changeMe(deps, viewer, value)
      return c.json(await loadMe(deps, c.get('site'), viewer), 200, { 'Cache-Control': 'no-store' })
    },
  )

  return routes
}
