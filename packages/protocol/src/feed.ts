import * as v from 'valibot'
import { cursorSchema, timeSchema } from './ids.js'
import { feedOrderSchema } from './policy.js'
import { postSchema } from './post.js'
import { userRefSchema } from './user.js'

/** One row of a feed; `because` says why it is there when that is not plain. */
export const feedItemSchema = v.object({
  key: v.string(),
  post: postSchema,
  because: v.optional(
    v.variant('kind', [
      v.object({ kind: v.literal('repost'), by: userRefSchema, at: timeSchema }),
      v.object({ kind: v.literal('score'), terms: v.record(v.string(), v.number()) }),
    ]),
  ),
})
/** One row of a feed. `key` is the same for the same row on every page. `because` says why the post stands here where that is not
 *  plain: somebody whom the viewer follows reposted it, or it has a score, explained by its named `terms`. */
export type FeedItem = v.InferOutput<typeof feedItemSchema>

/** A page of a feed. `newest` is the cursor for `after`; an empty page with `next` is not the end. `order` stands on pages of
 *  `for-you` and says how they are ordered. */
export const feedPageSchema = v.object({
  items: v.array(feedItemSchema),
  next: v.optional(cursorSchema),
  prev: v.optional(cursorSchema),
  newest: cursorSchema,
  order: v.optional(feedOrderSchema),
})
/** A page of a feed, in its order: newest first, comments and lineage oldest first. `next` is the cursor of the page after it, and an
 *  empty page with `next` is not the end; `newest` the cursor for what comes later. Cursors are opaque, signed by the server, and good
 *  for one feed of one site. `order` stands on pages of `for-you` alone. */
export type FeedPage = v.InferOutput<typeof feedPageSchema>
