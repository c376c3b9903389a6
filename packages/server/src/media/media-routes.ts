import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import { mediaSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { runOnce } from '../database/idempotency.js'
import { takeFromBudget } from '../database/rate-limit.js'
import type { Schema } from '../database/schema.js'
import { takeWrite } from '../database/write-budget.js'
import { HttpProblem } from '../http/http-problem.js'
import { idempotencyKeyParameter, requireIdempotencyKey } from '../http/idempotency-key.js'
import type { LoadMedia, ModeratePicture } from '../ports.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv, Viewer } from '../http/request-context.js'
import { lockUploadedBytes } from './media-rows.js'
import type { MediaStore, PreparedMedia } from './media-store.js'
import { createUploadReader } from './read-upload.js'

export interface MediaRouteOptions {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly store: MediaStore
  readonly loadMedia: LoadMedia
  readonly moderatePicture: ModeratePicture
}

/** Builds POST /v1/media: a photograph or drawing becomes a draft picture of the viewer. */
export function mediaRoutes({ db, limits, store, loadMedia, moderatePicture }: MediaRouteOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const reader = createUploadReader({
    maxBytes: limits.uploadBytes,
    maxBytesAtOnce: limits.uploadBytesAtOnce,
    perUser: limits.uploadsPerUserAtOnce,
  })

  app.post('/v1/media', describeUpload, async (c) => {
    const viewer = requireViewer(c, 'write')
    const key = requireIdempotencyKey(c)
    await admitUpload(viewer)

    const { bytes, release } = await reader.read(c.req.raw, viewer.userId)
    try {
      const id = await storeOnce(viewer, key, bytes)
      const media = (await loadMedia(viewer.siteId, [id])).get(id)
      if (!media) throw new HttpProblem('gone', `picture ${id} was deleted`)
      return c.json(media, 201)
    } finally {
      release()
    }
  })

  async function admitUpload(viewer: Viewer): Promise<void> {
    await takeWrite(db, limits, viewer)
    const budget = {
      bucket: `upload:user:3600:${viewer.userId}`,
      limit: limits.uploadsPerUserHour,
      windowSeconds: 3600,
    }
    const waitSeconds = await takeFromBudget(db, budget)
    if (waitSeconds > 0)
      throw new HttpProblem('rate_limited', 'uploads of this hour', { retryAfterSeconds: waitSeconds })
  }

  /** Files first, so that no connection waits for the decoder; a repeated request throws its own files away again. */
  async function storeOnce(viewer: Viewer, key: string, bytes: Uint8Array): Promise<string> {
    const { siteId, userId: ownerId } = viewer
    const prepared = await store.prepareMedia({ siteId, bytes })
    let isKept = false
    try {
      // Judged before the transaction, refused inside it: a repeated request gets its answer whatever is thought since.
      const refusal = await findRefusal(moderatePicture, prepared)
      const result = await runOnce(db, { viewer, key, route: 'POST /v1/media', body: bytes }, async (trx) => {
        if (refusal) throw refusal
        const uploaded = await lockUploadedBytes(trx, siteId, ownerId)
        checkTotal(uploaded + prepared.bytes, limits.uploadBytesPerUser)
        await prepared.insert(trx, { ownerId, provenance: prepared.claim ?? { ai: 'none' } })
        return { kind: 'media', id: prepared.id, status: 201 }
      })
      isKept = result.id === prepared.id
      return result.id
    } finally {
      if (!isKept) await prepared.discard()
    }
  }

  return app
}

/** A check that does not answer lets nothing pass. */
async function findRefusal(
  moderatePicture: ModeratePicture,
  { sample }: PreparedMedia,
): Promise<HttpProblem | undefined> {
  try {
    const verdict = await moderatePicture(sample)
    if (verdict.isAllowed) return undefined
    return new HttpProblem('image_refused', `category ${verdict.category}`, {
      errors: [{ path: 'body', message: `shows what is not shown here (${verdict.category})` }],
    })
  } catch (cause) {
    return new HttpProblem('overloaded', 'picture cannot be checked', { cause, retryAfterSeconds: 10 })
  }
}

function checkTotal(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return
  throw new HttpProblem('image_too_large', `user would hold ${bytes} bytes of uploads`, {
    errors: [{ path: 'body', message: `would bring your uploads above ${maxBytes} bytes` }],
  })
}

const describeUpload = describeRoute({
  operationId: 'uploadMedia',
  summary: 'Upload a picture',
  description: 'PNG, JPEG, WebP or AVIF, judged by content. The picture is a draft until a post has it.',
  tags: ['media'],
  security: [{ oauth: ['write'] }],
  parameters: [idempotencyKeyParameter],
  requestBody: { required: true, content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } },
  responses: {
    201: {
      description: 'The stored picture, without alt text',
      content: { 'application/json': { schema: resolver(mediaSchema) } },
    },
  },
})
