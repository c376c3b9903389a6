import * as v from 'valibot'
import { idSchema, timeSchema } from './ids.js'
import { mediaSchema } from './media.js'
import { aiPreferencesRequestSchema, aiPreferencesSchema, policySchema, visibilitySchema } from './policy.js'
import { segmentSchema } from './segment.js'
import { userRefSchema } from './user.js'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const labelsSchema = v.array(v.object({ name: v.string(), by: v.picklist(['author', 'site', 'server']) }))

/** Another post as shown inside a post. Unless `visible`, only id and state are there. */
export const postRefSchema = v.object({
  id: idSchema,
  state: v.picklist(['visible', 'deleted', 'hidden']),
  author: v.optional(userRefSchema),
  media: v.optional(mediaSchema),
  text: v.optional(v.array(segmentSchema)),
  labels: v.optional(labelsSchema),
})
/** Another post as shown inside of one: what it answers, quotes or remixes. Unless its `state` is `visible`, only id and state are
 *  there: it was deleted, or is hidden from the viewer. `media` is its first picture; `labels` are there when it has any. */
export type PostRef = v.InferOutput<typeof postRefSchema>

/** How often others answered a post, by kind. */
export const postCountsSchema = v.object({
  likes: count,
  comments: count,
  reposts: count,
  quotes: count,
  remixes: count,
})
export type PostCounts = v.InferOutput<typeof postCountsSchema>

/** What the signed-in user did with a post, and may do. */
export const postViewerSchema = v.object({
  liked: v.boolean(),
  reposted: v.boolean(),
  bookmarked: v.boolean(),
  canComment: v.boolean(),
  canQuote: v.boolean(),
  canRemix: v.boolean(),
  canEdit: v.boolean(),
  canDelete: v.boolean(),
})
export type PostViewer = v.InferOutput<typeof postViewerSchema>

/** A post with everything that drawing it needs. `version` rises with every change, also of a counter; any since the last edit can
 *  be edited from. `viewer` only on reads with a session. */
export const postSchema = v.object({
  id: idSchema,
  version: count,
  createdAt: timeSchema,
  editedAt: v.optional(timeSchema),
  author: userRefSchema,
  text: v.array(segmentSchema),
  lang: v.optional(v.string()),
  media: v.pipe(v.array(mediaSchema), v.maxLength(4)),
  commentOn: v.optional(postRefSchema),
  rootId: v.optional(idSchema),
  quote: v.optional(postRefSchema),
  remixOf: v.optional(postRefSchema),
  topic: v.optional(v.string()),
  visibility: visibilitySchema,
  commentPolicy: policySchema,
  remixPolicy: policySchema,
  aiPreferences: aiPreferencesSchema,
  labels: labelsSchema,
  counts: postCountsSchema,
  viewer: v.optional(postViewerSchema),
})
/** A post with everything that drawing it needs. Times are RFC 3339, UTC, with milliseconds.
 *
 *  `version` rises with every change, of a count, too. `text` is in pieces, in reading order; `lang` a BCP 47 tag; `media` up to four
 *  pictures. `commentOn` is the post that it answers and `rootId` the first of that talk; `quote` and `remixOf` are shown below
 *  its text. `topic` is a key of the embedding page. `labels` say by whom they were put on. `viewer` says what the signed-in
 *  user did with it and may do, and is absent for everybody else. */
export type Post = v.InferOutput<typeof postSchema>

/** Body of POST /v1/posts: text or media. `remixOf` is the server's word only: it follows from the media's generation. */
export const postRequestSchema = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.maxLength(16_384))),
  media: v.optional(
    v.pipe(v.array(v.strictObject({ id: idSchema, alt: v.pipe(v.string(), v.maxLength(30_000)) })), v.maxLength(4)),
  ),
  commentOn: v.optional(idSchema),
  quote: v.optional(idSchema),
  topic: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  visibility: v.optional(visibilitySchema),
  commentPolicy: v.optional(policySchema),
  remixPolicy: v.optional(policySchema),
  aiPreferences: v.optional(aiPreferencesRequestSchema),
  labels: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,30}$/))), v.maxLength(4))),
})
export type PostRequest = v.InferOutput<typeof postRequestSchema>

/** Answer of PUT and DELETE /v1/posts/{id}/likes/me, /reposts/me and /bookmarks/me. */
export const reactionResultSchema = v.object({
  version: count,
  counts: postCountsSchema,
  viewer: postViewerSchema,
})
export type ReactionResult = v.InferOutput<typeof reactionResultSchema>

/** Body of PATCH /v1/posts/{id}: what is absent stays. `media` gives alt texts to pictures that the post has. */
export const postChangeSchema = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.maxLength(16_384))),
  media: v.optional(
    v.pipe(v.array(v.strictObject({ id: idSchema, alt: v.pipe(v.string(), v.maxLength(30_000)) })), v.maxLength(4)),
  ),
  visibility: v.optional(visibilitySchema),
  commentPolicy: v.optional(policySchema),
  remixPolicy: v.optional(policySchema),
  aiPreferences: v.optional(aiPreferencesRequestSchema),
  labels: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,30}$/))), v.maxLength(4))),
})
export type PostChange = v.InferOutput<typeof postChangeSchema>

/** A text that a post had before: `version` is the last one with it, `at` when another took its place. */
export const postEditSchema = v.object({ version: count, text: v.array(segmentSchema), at: timeSchema })
export type PostEdit = v.InferOutput<typeof postEditSchema>
