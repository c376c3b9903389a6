import * as v from 'valibot'
import { idSchema, timeSchema } from './ids.js'
import { postRefSchema } from './post.js'
import { userRefSchema } from './user.js'

const seq = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A grouped notification: up to three of its actors, newest first, and how many there are. `seq` rises with each of them.
 *  A `report` tells who reported something what became of it: action was taken, or none had to be. It, like a `decision`, has its
 *  receiver as actor, because nobody is named for it. */
export const notificationSchema = v.object({
  id: idSchema,
  seq: v.optional(seq),
  kind: v.picklist(['like', 'comment', 'mention', 'follow', 'repost', 'quote', 'remix', 'decision', 'report']),
  actors: v.pipe(v.array(userRefSchema), v.minLength(1), v.maxLength(3)),
  actorCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  post: v.optional(postRefSchema),
  outcome: v.optional(v.picklist(['acted', 'none'])),
  at: timeSchema,
  read: v.boolean(),
})
/** Something that happened to the user, gathered: up to three `actors`, newest first, of `actorCount` who did it; `seq` rises with
 *  each of them and `at` (RFC 3339, UTC) is when the last one came. `post` is the one that it is about. `outcome` says what became of a `report`. */
export type Notification = v.InferOutput<typeof notificationSchema>

/** Body of PUT /v1/notifications/marker: the newest notification that was read. With its `seq` as it was then, what came into the
 *  same group since stays unread. */
export const markerRequestSchema = v.strictObject({ id: idSchema, seq: v.optional(seq) })
export type MarkerRequest = v.InferOutput<typeof markerRequestSchema>
