import { postChangeSchema, postEditPageSchema, postSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { isUuid } from '../database/is-uuid.js'
import { requireActive } from '../database/require-active.js'
import { takeWrite } from '../database/write-budget.js'
import { consentHeaders } from '../http/consent-headers.js'
import { findTextRefusal } from '../find-text-refusal.js'
import { HttpProblem } from '../http/http-problem.js'
import { ifMatchParameter, requireVersion } from '../http/if-match.js'
import { readJson } from '../http/read-json.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import type { LoadPosts, ModerateText, Notify, Publish } from '../ports.js'
import { editPost } from './edit-post.js'
import { wordsOfPost } from './post-text.js'
import { loadEdits } from './load-edits.js'
import type { LoadEditsDeps } from './load-edits.js'
import { readPostChange } from './read-post-change.js'

export interface EditRoutesDeps extends LoadEditsDeps {
  readonly limits: Limits
  readonly loadPosts: LoadPosts
  readonly notify: Notify
  readonly publish: Publish
  readonly moderateText: ModerateText
}

const querySchema = v.strictObject({
  site: v.optional(v.string()),
  limit: v.optional(limitTextSchema),
  cursor: v.optional(v.string()),
})
const idParameter = { in: 'path', name: 'id', required: true, schema: { type: 'string' } } as const

/** PATCH /v1/posts/{id} and GET /v1/posts/{id}/edits. */
export function editRoutes(deps: EditRoutesDeps): Hono<AppEnv> {
  const { db, limits, loadPosts, notify, publish, moderateText } = deps
  const routes = new Hono<AppEnv>()

  routes.patch(
    '/v1/posts/:id',
    describeRoute({
      operationId: 'editPost',
      summary: 'Changes a post of one’s own; what is absent stays',
      description:
        'If-Match names a version that was read. Likes and comments raise the version too: any version since the last edit is taken, an older one is refused with version_conflict. A change that stands there already is answered like a success.',
      security: [{ oauth: ['write'] }],
      parameters: [idParameter, ifMatchParameter],
      requestBody: { required: true, content: { 'application/json': { schema: resolver(postChangeSchema) } } },
      responses: {
        200: {
          description: 'The post as it is now',
          content: { 'application/json': { schema: resolver(postSchema) } },
        },
      },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      const id = readId(c.req.param('id'))
      const seenVersion = requireVersion(c)
      const { value } = await readJson(c, postChangeSchema, { maxBytes: limits.jsonBodyBytes })
      const change = readPostChange(value, limits)
      await takeWrite(db, limits, viewer)
      const refusal = await findTextRefusal(moderateText, wordsOfPost(value))
      const edit = { postId: id, seenVersion, change, refusal }
      await db.transaction().execute((trx) => editPost(trx, viewer, edit, { notify }))
      await publish()
      const post = (await loadPosts(viewer.siteId, viewer, [id])).get(id)
      if (!post) {
        await requireActive(db, viewer)
        throw new HttpProblem('not_found', 'post was deleted while it was edited')
      }
      return c.json(post, 200, { 'Cache-Control': 'no-store', ...consentHeaders([post.aiPreferences]) })
    },
  )

  routes.get(
    '/v1/posts/:id/edits',
    describeRoute({
      operationId: 'getPostEdits',
      summary: 'Reads the earlier texts of a post of one’s own, newest first; they end with the post',
      security: [{ oauth: ['write'] }],
      parameters: [
        idParameter,
        limitParameter(limits.pageItems),
        { in: 'query', name: 'cursor', description: '`next` of the page before', schema: { type: 'string' } },
      ],
      responses: {
        200: {
          description: 'The page',
          content: { 'application/json': { schema: resolver(postEditPageSchema) } },
        },
      },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      const { limit, cursor } = readParameters(c, querySchema)
      const range = { cursor, limit: readLimit(limit, limits.pageItems) }
      const page = await loadEdits(deps, viewer, readId(c.req.param('id')), range)
      return c.json(page, 200, { 'Cache-Control': 'no-store' })
    },
  )

  return routes
}

function readId(id: string): string {
  if (!isUuid(id)) throw new HttpProblem('not_found', 'post id is no uuid')
  return id
}
