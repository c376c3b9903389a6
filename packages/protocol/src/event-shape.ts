import type { EventData, EventKind } from './event.js'
import { postCountsShape } from './post-shape.js'
import { flag, list, object, oneOf, optional, text, time, whole, type Shape } from './shape.js'

const count = whole(0)

/** Reads the `data` of each kind on the event stream. */
export const eventShapes: { readonly [K in EventKind]: Shape<EventData<K>> } = {
  'post.created': object<EventData<'post.created'>>({
    seq: count,
    feeds: list(text),
    postId: text,
    author: object<EventData<'post.created'>['author']>({ id: text, handle: text }),
    at: time,
  }),
  'post.updated': object<EventData<'post.updated'>>({ seq: count, postId: text, version: count }),
  'post.deleted': object<EventData<'post.deleted'>>({ seq: count, postId: text }),
  notification: object<EventData<'notification'>>({ seq: count, id: text, kind: text, unread: count }),
  generation: object<EventData<'generation'>>({
    seq: count,
    id: text,
    status: oneOf('queued', 'running', 'succeeded', 'refused', 'failed', 'canceled'),
    error: optional(object<NonNullable<EventData<'generation'>['error']>>({ code: text, retryable: flag })),
  }),
  counts: object<EventData<'counts'>>({ postId: text, version: count, counts: postCountsShape }),
  'generation.preview': object<EventData<'generation.preview'>>({ id: text, variant: count, index: count, url: text }),
  reset: object<EventData<'reset'>>({ newest: count }),
  end: object<EventData<'end'>>({
    reason: oneOf('token_expired', 'signed_out', 'suspended', 'slow_reader', 'shutting_down'),
  }),
}
