import * as v from 'valibot'

/** Who may see a post. */
export const visibilitySchema = v.picklist(['public', 'followers'])
/** Who sees a post: everybody, or the author and those who follow them. */
export type Visibility = v.InferOutput<typeof visibilitySchema>

/** Who may comment on, or remix, a post. */
export const policySchema = v.picklist(['everyone', 'followers', 'nobody'])
/** Who may comment on, quote or remix a post; its author always may. */
export type Policy = v.InferOutput<typeof policySchema>

const preference = v.picklist(['allow', 'deny', 'unset'])

/** What machines may do with a post, in the four categories of the AIPREF drafts. */
export const aiPreferencesSchema = v.object({
  training: preference,
  inference: preference,
  generation: preference,
  embedding: preference,
})
/** What machines may do with a post, each `allow`, `deny` or `unset` (IETF AIPREF, draft vocabulary): `training` of models,
 *  use as input at `inference`, `generation` of other content from it, `embedding` for search. A remix has `deny` wherever one
 *  of the posts that it goes back to has. */
export type AiPreferences = v.InferOutput<typeof aiPreferencesSchema>

/** The same as a request: what is absent stays at the author's default. */
export const aiPreferencesRequestSchema = v.strictObject({
  training: v.optional(preference),
  inference: v.optional(preference),
  generation: v.optional(preference),
  embedding: v.optional(preference),
})

/** How `for-you` is ordered: by score, or plainly the newest first. */
export const feedOrderSchema = v.picklist(['score', 'newest'])
/** How `for-you` is ordered: `score` puts what counts most first, the same for everybody; `newest` the newest. */
export type FeedOrder = v.InferOutput<typeof feedOrderSchema>
