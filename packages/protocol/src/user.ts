import * as v from 'valibot'
import { handleSchema, idSchema, timeSchema } from './ids.js'
import { sourceSchema } from './media.js'
import { aiPreferencesSchema, feedOrderSchema, policySchema, visibilitySchema } from './policy.js'
import { segmentSchema } from './segment.js'

const userRefEntries = {
  id: idSchema,
  handle: handleSchema,
  name: v.string(),
  avatar: v.optional(sourceSchema),
}

/** A user as shown beside a post. `name` may be empty: show the handle then. */
export const userRefSchema = v.object(userRefEntries)
/** A user as shown beside a post. `id` is opaque; `handle` is 3 to 30 of `a-z 0-9 _`, without `@`, and can change hands; `name`
 *  may be empty: show the handle then. */
export type UserRef = v.InferOutput<typeof userRefSchema>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const userEntries = {
  ...userRefEntries,
  bio: v.array(segmentSchema),
  createdAt: timeSchema,
  counts: v.object({ posts: count, followers: count, following: count }),
  viewer: v.optional(
    v.object({ following: v.boolean(), followedBy: v.boolean(), blocking: v.boolean(), muting: v.boolean() }),
  ),
}

/** A user with profile and counts; `viewer` only on reads with a session. */
export const userSchema = v.object(userEntries)
/** A user with profile. `bio` is text in pieces, `createdAt` in RFC 3339, UTC; `counts` are of posts, followers and those whom they
 *  follow; `viewer` says what the signed-in user is to them, and is absent for everybody else. */
export type User = v.InferOutput<typeof userSchema>

/** Generations of the current UTC day, by the database's clock: what the user has used, and how far that can go today. Where the
 *  budget of the whole site or server ends before the user's own, `limit` ends there too, and `limitedBy` says whose it is. */
export const quotaSchema = v.object({
  limit: count,
  used: count,
  resetsAt: timeSchema,
  limitedBy: v.optional(v.picklist(['site', 'server'])),
})
/** Generations of the present UTC day: `used` of `limit`, until `resetsAt` (RFC 3339, UTC). Where the budget of the whole site
 *  or server ends sooner than the user's own, `limit` ends there, too, and `limitedBy` says whose it is. */
export type Quota = v.InferOutput<typeof quotaSchema>

/** The signed-in user: profile, site, scopes of the token, defaults for new posts, the order of `for-you`, quota, and the muted words
 *  as the server compares them: folded, tags without `#`. */
export const meSchema = v.object({
  ...userEntries,
  site: v.object({ id: v.string(), name: v.string() }),
  scopes: v.array(v.string()),
  defaults: v.object({
    visibility: visibilitySchema,
    commentPolicy: policySchema,
    remixPolicy: policySchema,
    aiPreferences: aiPreferencesSchema,
    feedOrder: v.optional(feedOrderSchema),
  }),
  mutedWords: v.optional(v.array(v.string())),
  quota: quotaSchema,
  unread: count,
})
/** The signed-in user: what everybody sees, and the `site` they belong to, the `scopes` of the session (`read`, `write`,
 *  `generate`), `defaults` for new posts and the order of `for-you`, `mutedWords` folded as the server compares them, the `quota` of
 *  generations, and how many notifications are `unread`, up to 1,000. */
export type Me = v.InferOutput<typeof meSchema>

/** Body of PATCH /v1/me. The lengths here only bound the work: `nameGraphemes` and `bioGraphemes` count what a reader sees, and
 *  one such character, an emoji of a couple with two skin tones for instance, has up to 20 UTF-16 units. An empty `avatar` takes it
 *  away; `mutedWords` replaces all of them. Training consent is not among it: that lives on the server's own account page. */
export const meChangeSchema = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  bio: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  avatar: v.optional(v.pipe(v.string(), v.maxLength(40))),
  mutedWords: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(2_000))), v.maxLength(1_000))),
  defaults: v.optional(
    v.strictObject({
      visibility: v.optional(visibilitySchema),
      commentPolicy: v.optional(policySchema),
      remixPolicy: v.optional(policySchema),
      feedOrder: v.optional(feedOrderSchema),
    }),
  ),
})
export type MeChange = v.InferOutput<typeof meChangeSchema>
