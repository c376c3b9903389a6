import * as v from 'valibot'
import { idSchema, timeSchema } from './ids.js'
import { generationStatusSchema } from './generation.js'
import { postCountsSchema } from './post.js'

const seq = v.pipe(v.number(), v.integer(), v.minValue(0))
const index = v.pipe(v.number(), v.integer(), v.minValue(0))

/** The `data` of each kind on the event stream. Ids, versions and counts, never text, prompts or pictures. */
export const eventSchemas = {
  'post.created': v.object({
    seq,
    feeds: v.array(v.string()),
    postId: idSchema,
    author: v.object({ id: idSchema, handle: v.string() }),
    at: timeSchema,
  }),
  'post.updated': v.object({ seq, postId: idSchema, version: seq }),
  'post.deleted': v.object({ seq, postId: idSchema }),
  notification: v.object({ seq, id: idSchema, kind: v.string(), unread: seq }),
  generation: v.object({
    seq,
    id: idSchema,
    status: generationStatusSchema,
    error: v.optional(v.object({ code: v.string(), retryable: v.boolean() })),
  }),
  counts: v.object({ postId: idSchema, version: seq, counts: postCountsSchema }),
  'generation.preview': v.object({ id: idSchema, variant: index, index, url: v.string() }),
  reset: v.object({ newest: seq }),
  end: v.object({
    reason: v.picklist(['token_expired', 'signed_out', 'suspended', 'slow_reader', 'shutting_down']),
  }),
}

/** What an event on the stream can be about. */
export type EventKind = keyof typeof eventSchemas
/** What an event of kind `K` carries. */
export type EventData<K extends EventKind> = v.InferOutput<(typeof eventSchemas)[K]>

/** An event with its kind; clients ignore kinds that they do not know. */
export type FeedEvent = { [K in EventKind]: { kind: K; data: EventData<K> } }[EventKind]
