import * as v from 'valibot'
import { cursorSchema } from './ids.js'
import { notificationSchema } from './notification.js'
import { postEditSchema } from './post.js'
import { userRefSchema, userSchema } from './user.js'

/** A page of users: followers, or those whom somebody follows. An empty page with `next` is not the end. */
export const userPageSchema = v.object({ items: v.array(userSchema), next: v.optional(cursorSchema) })
export type UserPage = v.InferOutput<typeof userPageSchema>

/** A page of users as shown beside a post: those whose handle or name begins with what is being typed, or whom somebody silences. */
export const userRefPageSchema = v.object({ items: v.array(userRefSchema), next: v.optional(cursorSchema) })
/** A page of users as shown beside a post. `next` is the cursor of the next page, absent on the last; an empty page with `next` is
 *  not the end. */
export type UserRefPage = v.InferOutput<typeof userRefPageSchema>

/** A page of notifications, newest first. */
export const notificationPageSchema = v.object({ items: v.array(notificationSchema), next: v.optional(cursorSchema) })
export type NotificationPage = v.InferOutput<typeof notificationPageSchema>

/** A page of the earlier texts of a post, newest first. */
export const postEditPageSchema = v.object({ items: v.array(postEditSchema), next: v.optional(cursorSchema) })
export type PostEditPage = v.InferOutput<typeof postEditPageSchema>
