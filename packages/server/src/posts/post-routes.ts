import { postRequestSchema, postSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { answerRead, readerOf, toReadable } from '../http/answer-read.js'
import { consentHeaders } from '../http/consent-headers.js'
import { runOnce } from '../database/idempotency.js'
import { isUuid } from '../database/is-uuid.js'
import { requireActive } from '../database/require-active.js'
import type { Schema } from '../database/schema.js'
import { takeWrite } from '../database/write-budget.js'
import { findTextRefusal } from '../find-text-refusal.js'
import { HttpProblem } from '../http/http-problem.js'
import { idempotencyKeyParameter, requireIdempotencyKey } from '../http/idempotency-key.js'
import type { LoadPosts, ModerateText, Notify, Publish } from '../ports.js'
import { readJson } from '../http/read-json.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { createPost } from './create-post.js'
import { deletePost } from './delete-post.js'
import { readPostDraft } from './post-draft.js'
import { wordsOfPost } from './post-text.js'

export interface PostRoutesDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly loadPosts: LoadPosts
  readonly publish: Publish
  readonly notify: Notify
  readonly moderateText: ModerateText
}

const querySchema = v.strictObject({ site: v.optional(v.string()), viewer: v.optional(v.literal('me')) })
const idParameter = { in: 'path', name: 'id', required: true, schema: { type: 'string' } } as const
const postContent = { 'application/json': { schema: resolver(postSchema) } }

/** POST /v1/posts, GET and DELETE /v1/posts/{id}. */
export function postRoutes({ db, limits, loadPosts, publish, notify, moderateText }: PostRoutesDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()

  routes.post(
    '/v1/posts',
    describeRoute({
      operationId: 'createPost',
      summary: 'Makes a post of text, pictures or both; with `commentOn` a comment',
      security: [{ oauth: ['write'] }],
      parameters: [idempotencyKeyParameter],
      requestBody: { required: true, content: { 'application/json': { schema: resolver(postRequestSchema) } } },
      responses: { 201: { description: 'The post; repeated with the same key, the same post', content: postContent } },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      const key = requireIdempotencyKey(c)
      const { value, bytes } = await readJson(c, postRequestSchema, { maxBytes: limits.jsonBodyBytes })
      const draft = readPostDraft(value, limits)
      await takeWrite(db, limits, viewer)

      // Judged before the transaction, refused inside it: a repeated request gets its answer whatever is thought since.
      const refusal = await findTextRefusal(moderateText, wordsOfPost(value))
      const made = await runOnce(db, { viewer, key, route: 'POST /v1/posts', body: bytes }, async (trx) => {
        if (refusal) throw refusal
        return { kind: 'post', id: await createPost(trx, viewer, draft, { notify }), status: 201 }
      })
      // Also after a repetition: the first attempt may have been cut off before this line.
      await publish()
      const post = (await loadPosts(viewer.siteId, viewer, [made.id])).get(made.id)
      if (!post) {
        // Posts of the suspended are not there for themselves either, and come back with them.
        await requireActive(db, viewer)
        throw new HttpProblem('gone', 'what the key made was deleted since')
      }
      return c.json(post, 201, { Location: `/v1/posts/${made.id}`, ...consentHeaders([post.aiPreferences]) })
    },
  )

  routes.get(
    '/v1/posts/:id',
    describeRoute({
      operationId: 'getPost',
      summary: 'Reads a post',
      parameters: [
        idParameter,
        { in: 'query', name: 'site', schema: { type: 'string' } },
        { in: 'query', name: 'viewer', description: '`me` for a read with a session', schema: { type: 'string' } },
      ],
      responses: {
        200: { description: 'The post', content: postContent },
        304: { description: 'The post has not changed' },
      },
    }),
    async (c) => {
      const viewer = readerOf(c, readParameters(c, querySchema).viewer)
      const id = c.req.param('id')
      const post = isUuid(id) ? (await loadPosts(c.get('site').id, viewer, [id])).get(id) : undefined
      if (!post) throw new HttpProblem('not_found', 'no such post for this reader')
      return answerRead(c, toReadable(post, consentHeaders([post.aiPreferences])))
    },
  )

  routes.delete(
    '/v1/posts/:id',
    describeRoute({
      operationId: 'deletePost',
      summary: 'Deletes a post of one’s own; repeating it changes nothing',
      security: [{ oauth: ['write'] }],
      parameters: [idParameter],
      responses: { 204: { description: 'It is deleted' } },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      const id = c.req.param('id')
      if (!isUuid(id)) throw new HttpProblem('not_found', 'post id is no uuid')
      await takeWrite(db, limits, viewer)
      await db.transaction().execute((trx) => deletePost(trx, viewer, id))
      await publish()
      return c.body(null, 204)
    },
  )

  return routes
}
