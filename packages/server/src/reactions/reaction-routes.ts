import { reactionResultSchema } from '@ai-feed/protocol'
import type { Limits, ReactionResult } from '@ai-feed/protocol'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import { isUuid } from '../database/is-uuid.js'
import type { Schema } from '../database/schema.js'
import { takeWrite } from '../database/write-budget.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadPosts } from '../ports.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { addLike, removeLike } from './set-like.js'

export interface ReactionRoutesDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly loadPosts: LoadPosts
  /** Tells the readers of a post that its counters have moved. */
  readonly announceCounts: (siteId: string, postId: string) => void
}

/** PUT and DELETE /v1/posts/{id}/likes/me. */
export function reactionRoutes(deps: ReactionRoutesDeps): Hono<AppEnv> {
  const path = '/v1/posts/:id/likes/me'
  return new Hono<AppEnv>()
    .put(path, describe('like', 'Likes a post'), async (c) => c.json(await setLike(deps, c, addLike)))
    .delete(path, describe('unlike', 'Takes a like back'), async (c) => c.json(await setLike(deps, c, removeLike)))
}

async function setLike(
  { db, limits, loadPosts, announceCounts }: ReactionRoutesDeps,
  c: Context<AppEnv, '/v1/posts/:id/likes/me'>,
  change: typeof addLike,
): Promise<ReactionResult> {
  const viewer = requireViewer(c, 'write')
  const id = c.req.param('id')
  if (!isUuid(id)) throw new HttpProblem('not_found', 'post id is no uuid')
  await takeWrite(db, limits, viewer)

  if (await change(db, viewer, id)) announceCounts(viewer.siteId, id)
  const post = (await loadPosts(viewer.siteId, viewer, [id])).get(id)
  if (!post?.viewer) throw new HttpProblem('not_found', 'no such post for this user')
  return { version: post.version, counts: post.counts, viewer: post.viewer }
}

function describe(operationId: string, summary: string) {
  return describeRoute({
    operationId,
    summary: `${summary}; repeating it changes nothing`,
    security: [{ oauth: ['write'] }],
    parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
    responses: {
      200: {
        description: 'Version, counts and viewer state of the post as they are now',
        content: { 'application/json': { schema: resolver(reactionResultSchema) } },
      },
    },
  })
}
