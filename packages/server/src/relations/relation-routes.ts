import { userSchema } from '@ai-feed/protocol'
import type { User } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { takeWrite } from '../database/write-budget.js'
import { HttpProblem } from '../http/http-problem.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv, Viewer } from '../http/request-context.js'
import type { LoadUser, Publish } from '../ports.js'
import type { RelationKind } from './relation.js'
import { addRelation, removeRelation } from './set-relation.js'
import type { SetRelationDeps } from './set-relation.js'

export interface RelationRoutesDeps extends SetRelationDeps {
  readonly loadUser: LoadUser
  readonly publish: Publish
}

interface Words {
  readonly add: readonly [operationId: string, summary: string]
  readonly remove: readonly [operationId: string, summary: string]
}

const words: Readonly<Record<RelationKind, Words>> = {
  followers: { add: ['follow', 'Follows a user'], remove: ['unfollow', 'Ends following a user'] },
  blocks: {
    add: ['block', 'Blocks a user: neither sees the other any more, and neither follows the other'],
    remove: ['unblock', 'Takes a block back; follows do not come back with it'],
  },
  mutes: {
    add: ['mute', 'Mutes a user: their posts stay out of feeds that do not name them'],
    remove: ['unmute', 'Ends muting a user'],
  },
}

/** PUT and DELETE /v1/users/{handle}/followers/me, /blocks/me and /mutes/me. */
export function relationRoutes(deps: RelationRoutesDeps): Hono<AppEnv> {
  const { db, limits, loadUser, publish } = deps
  const routes = new Hono<AppEnv>()

  async function render(viewer: Viewer, handle: string): Promise<User> {
    const user = await loadUser(viewer.siteId, viewer, handle)
    if (!user) throw new HttpProblem('not_found', 'no such user for this one')
    return user
  }

  for (const kind of ['followers', 'blocks', 'mutes'] as const) {
    const path = `/v1/users/:handle/${kind}/me` as const

    routes.put(path, describe(words[kind].add), async (c) => {
      const viewer = requireViewer(c, 'write')
      const handle = c.req.param('handle')
      await takeWrite(db, limits, viewer)
      if (await addRelation(deps, { viewer, kind, handle })) await publish()
      return c.json(await render(viewer, handle), 200, { 'Cache-Control': 'no-store' })
    })

    routes.delete(path, describe(words[kind].remove), async (c) => {
      const viewer = requireViewer(c, 'write')
      const handle = c.req.param('handle')
      await takeWrite(db, limits, viewer)
      if (await removeRelation(deps, { viewer, kind, handle })) await publish()
      return c.json(await render(viewer, handle), 200, { 'Cache-Control': 'no-store' })
    })
  }

  return routes
}

function describe([operationId, summary]: Words['add']) {
  return describeRoute({
    operationId,
    summary: `${summary}; repeating it changes nothing`,
    security: [{ oauth: ['write'] }],
    parameters: [{ in: 'path', name: 'handle', required: true, schema: { type: 'string' } }],
    responses: {
      200: {
        description: 'The user as they are to the signed-in one now',
        content: { 'application/json': { schema: resolver(userSchema) } },
      },
    },
  })
}
