import * as v from 'valibot'
import { idSchema, timeSchema } from './ids.js'
import { postRefSchema } from './post.js'
import { userRefSchema } from './user.js'

/** A grouped notification: up to three of its actors, and how many there are. */
export const notificationSchema = v.object({
  id: idSchema,
  kind: v.picklist(['like', 'comment', 'mention', 'follow', 'repost', 'quote', 'remix', 'decision']),
  actors: v.pipe(v.array(userRefSchema), v.minLength(1), v.maxLength(3)),
  actorCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  post: v.optional(postRefSchema),
  at: timeSchema,
  read: v.boolean(),
})
export type Notification = v.InferOutput<typeof notificationSchema>

/** Body of PUT /v1/notifications/marker: the newest notification that was read. */
export const markerRequestSchema = v.strictObject({ id: idSchema })
export type MarkerRequest = v.InferOutput<typeof markerRequestSchema>
