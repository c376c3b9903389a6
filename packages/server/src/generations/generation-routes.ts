import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { generationRequestBodySchema, routes } from '@ai-feed/protocol'
import type { Generation, Limits } from '@ai-feed/protocol'
import { readCursor, writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import { runOnce } from '../database/idempotency.js'
import { addressBucket } from '../database/rate-limit.js'
import { isUuid } from '../database/is-uuid.js'
import type { Schema } from '../database/schema.js'
import type { Generator } from '../generators/generator.js'
import { takeWrite } from '../database/write-budget.js'
import { HttpProblem } from '../http/http-problem.js'
import { requireIdempotencyKey } from '../http/idempotency-key.js'
import type { LoadPosts, ModeratePrompt, Publish } from '../ports.js'
import { readJson } from '../http/read-json.js'
import { limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv, Viewer } from '../http/request-context.js'
import { streamHeaders } from '../http/stream-headers.js'
import { createStreamPlaces } from '../http/stream-places.js'
import { admitGeneration, createGeneration } from './create-generation.js'
import { describeGeneration } from './describe-generation.js'
import { finishGeneration } from './finish-generation.js'
import { followGeneration } from './follow-generation.js'
import type { FollowGenerationOptions } from './follow-generation.js'
import { findGeneration, listGenerations } from './generation-rows.js'
import type { GenerationRow } from './generation-rows.js'
import type { GenerationQueue } from './generation-queue.js'
import type { RenderGenerations } from './render-generation.js'
import type { RunningGenerations } from './running-generations.js'

export interface GenerationRouteOptions extends Omit<FollowGenerationOptions, 'onEnd'> {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly cursorKeys: CursorKeys
  readonly generator: Generator
  readonly queue: GenerationQueue
  readonly running: RunningGenerations
  readonly loadPosts: LoadPosts
  readonly moderatePrompt: ModeratePrompt
  readonly publish: Publish
  readonly render: RenderGenerations
}

const readSchema = v.strictObject({ site: v.optional(v.string()), viewer: v.optional(v.literal('me')) })
const listSchema = v.strictObject({
  ...readSchema.entries,
  limit: v.optional(limitTextSchema),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(512))),
})

/** Builds /v1/generations. All of it is for the one who asked for the pictures; to others there is nothing here. */
export function generationRoutes(options: GenerationRouteOptions): Hono<AppEnv> {
  const { db, limits, cursorKeys, queue, running, publish, render, watch } = options
  const app = new Hono<AppEnv>()
  const places = createStreamPlaces(limits)
  const describe = describeGeneration(limits.pageItems)

  app.post('/v1/generations', describe.create, async (c) => {
    const viewer = requireViewer(c, 'generate')
    const key = requireIdempotencyKey(c)
    const { value, bytes } = await readJson(c, generationRequestBodySchema, { maxBytes: limits.jsonBodyBytes })
    await takeWrite(db, limits, viewer)
    // Judged before the transaction, thrown inside it: a repeated request gets its answer whatever has changed since.
    const admitted = await admitGeneration(options, viewer, value).catch((error: unknown) => () => {
      throw error
    })
    const once = { viewer, key, route: 'POST /v1/generations', body: bytes }
    const { id, isReplay } = await runOnce(db, once, async (trx) => {
      const generation = typeof admitted === 'function' ? admitted() : admitted
      return { kind: 'generation', id: await createGeneration(trx, options, viewer, generation), status: 202 }
    })
    if (!isReplay) {
      queue.nudge()
      await publish()
    }
    const row = await findGeneration(db, viewer.siteId, viewer.userId, id)
    if (!row) throw new HttpProblem('gone', `generation ${id} was deleted`)
    return c.json(await renderOne(viewer, row), 202, { Location: routes.generation(id) })
  })

  app.get('/v1/generations', describe.list, async (c) => {
    const viewer = requireViewer(c, 'generate')
    const { limit: limitText, cursor } = readParameters(c, listSchema)
    const limit = readLimit(limitText, limits.pageItems)
    const place = `generations:${viewer.userId}`
    const beforeMicros =
      cursor === undefined ? undefined : readCursor(cursorKeys, viewer.siteId, place, cursor).position
    const rows = await listGenerations(db, { ...ownerOf(viewer), beforeMicros, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    const next =
      last &&
      writeCursor(cursorKeys, viewer.siteId, place, { towards: 'older', position: last.createdAtMicros, newest: 0 })
    return c.json({ items: await render(viewer, page), ...(next && { next }) })
  })

  app.get('/v1/generations/:id', describe.read, async (c) => {
    const viewer = requireViewer(c, 'generate')
    readParameters(c, readSchema)
    return c.json(await renderOne(viewer, await getOwn(c, viewer)))
  })

  app.delete('/v1/generations/:id', describe.cancel, async (c) => {
    const viewer = requireViewer(c, 'generate')
    await takeWrite(db, limits, viewer)
    const { id } = await getOwn(c, viewer)
    const { siteId } = viewer
    const isCanceled = await db
      .transaction()
      .execute((trx) => finishGeneration(trx, { id, siteId }, { status: 'canceled' }))
    if (isCanceled) {
      running.stop(id)
      watch.changed(id)
      await publish()
    }
    return c.json(await renderOne(viewer, await getOwn(c, viewer)))
  })

  app.get('/v1/generations/:id/events', describe.events, async (c) => {
    const viewer = requireViewer(c, 'generate')
    readParameters(c, readSchema)
    const { id } = await getOwn(c, viewer)
    if (c.req.method === 'HEAD') return c.body(null, 200, streamHeaders)
    const { signal } = c.req.raw
    const leave = places.take(viewer.userId, addressBucket(c.get('clientAddress')))
    // Also where the reader is gone before the first byte: then the loop below never begins, and never ends.
    signal.addEventListener('abort', leave, { once: true })
    const events = followGeneration({ ...options, onEnd: leave }, viewer, id, signal)
    return c.body(ReadableStream.from(events).pipeThrough(new TextEncoderStream()), 200, streamHeaders)
  })

  async function getOwn(c: Context<AppEnv>, viewer: Viewer): Promise<GenerationRow> {
    const id = c.req.param('id') ?? ''
    const row = isUuid(id) ? await findGeneration(db, viewer.siteId, viewer.userId, id) : undefined
    if (!row) throw new HttpProblem('not_found', 'no generation of this user has this id')
    return row
  }

  async function renderOne(viewer: Viewer, row: GenerationRow): Promise<Generation> {
    const [generation] = await render(viewer, [row])
    if (!generation) throw new TypeError('one row renders to one generation')
    return generation
  }

  return app
}

function ownerOf({ siteId, userId }: Viewer): { siteId: string; userId: string } {
  return { siteId, userId }
}
