import type { UserRefPage } from './page.js'
import {
  aiPreferencesShape,
  feedOrderShape,
  policyShape,
  segmentsShape,
  sourceShape,
  userRefShape,
  visibilityShape,
} from './post-shape.js'
import { flag, list, object, oneOf, optional, pathPart, text, time, whole, type Shape } from './shape.js'
import type { Me, Quota, User } from './user.js'

const count = whole(0)

const userFields = {
  id: pathPart,
  handle: pathPart,
  name: text,
  avatar: optional(sourceShape),
  bio: segmentsShape,
  createdAt: time,
  counts: object<User['counts']>({ posts: count, followers: count, following: count }),
  viewer: optional(
    object<NonNullable<User['viewer']>>({ following: flag, followedBy: flag, blocking: flag, muting: flag }),
  ),
}

/** Reads a user with profile and counts. */
export const userShape: Shape<User> = object<User>(userFields)

/** Reads how many generations are left today. */
export const quotaShape: Shape<Quota> = object<Quota>({
  limit: count,
  used: count,
  resetsAt: time,
  limitedBy: optional(oneOf('site', 'server')),
})

/** Reads the signed-in user. */
export const meShape: Shape<Me> = object<Me>({
  ...userFields,
  site: object<Me['site']>({ id: text, name: text }),
  scopes: list(text),
  defaults: object<Me['defaults']>({
    visibility: visibilityShape,
    commentPolicy: policyShape,
    remixPolicy: policyShape,
    aiPreferences: aiPreferencesShape,
    feedOrder: optional(feedOrderShape),
  }),
  mutedWords: optional(list(text)),
  quota: quotaShape,
  unread: count,
})

/** Reads a page of users as shown beside a post. */
export const userRefPageShape: Shape<UserRefPage> = object<UserRefPage>({
  items: list(userRefShape),
  next: optional(text),
})
