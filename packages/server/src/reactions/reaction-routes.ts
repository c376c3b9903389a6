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
import type { LoadPosts, Notify, Publish } from '../ports.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { addBookmark, removeBookmark } from './set-bookmark.js'
import { addLike, removeLike } from './set-like.js'
import type { SetMark } from './set-mark.js'
import { addRepost, removeRepost } from './set-repost.js'

export interface ReactionRoutesDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly loadPosts: LoadPosts
  readonly notify: Notify
  readonly publish: Publish
  /** Tells the readers of a post that its counters have moved. */
  readonly announceCounts: (siteId: string, postId: string) => void
}

/** PUT and DELETE /v1/posts/{id}/likes/me, /reposts/me and /bookmarks/me. */
export function reactionRoutes(deps: ReactionRoutesDeps): Hono<AppEnv> {
  const likes = '/v1/posts/:id/likes/me'
  const reposts = '/v1/posts/:id/reposts/me'
  const bookmarks = '/v1/posts/:id/bookmarks/me'
  const repost = describe('repost', 'Shows a public post to one’s followers')
  const bookmark = describe('bookmark', 'Keeps a post for oneself; nobody else learns of it')
  return new Hono<AppEnv>()
    .put(likes, describe('like', 'Likes a post'), (c) => answer(deps, c, addLike))
    .delete(likes, describe('unlike', 'Takes a like back'), (c) => answer(deps, c, removeLike))
    .put(reposts, repost, (c) => answer(deps, c, addRepost))
    .delete(reposts, describe('unrepost', 'Takes a repost back'), (c) => answer(deps, c, removeRepost))
    .put(bookmarks, bookmark, (c) => answer(deps, c, addBookmark))
    .delete(bookmarks, describe('unbookmark', 'Takes a post out of the bookmarks'), (c) =>
      answer(deps, c, removeBookmark),
    )
}

type MarkContext = Context<AppEnv, `/v1/posts/:id/${string}/me`>

async function answer(deps: ReactionRoutesDeps, c: MarkContext, set: SetMark): Promise<Response> {
  const { db, limits, loadPosts, notify, publish, announceCounts } = deps
  const viewer = requireViewer(c, 'write')
  const id = c.req.param('id')
  if (!isUuid(id)) throw new HttpProblem('not_found', 'post id is no uuid')
  await takeWrite(db, limits, viewer)

  const hasChanged = await db.transaction().execute((trx) => set(trx, viewer, id, notify))
  // Also after a repetition: the first attempt may have been cut off before this line.
  await publish()
  if (hasChanged) announceCounts(viewer.siteId, id)
  const post = (await loadPosts(viewer.siteId, viewer, [id])).get(id)
  if (!post?.viewer) throw new HttpProblem('not_found', 'no such post for this user')
  return c.json({ version: post.version, counts: post.counts, viewer: post.viewer } satisfies ReactionResult)
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
