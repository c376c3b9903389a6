import * as v from 'valibot'

/** Who may see a post. */
export const visibilitySchema = v.picklist(['public', 'followers'])
export type Visibility = v.InferOutput<typeof visibilitySchema>

/** Who may comment on, or remix, a post. */
export const policySchema = v.picklist(['everyone', 'followers', 'nobody'])
export type Policy = v.InferOutput<typeof policySchema>

const preference = v.picklist(['allow', 'deny', 'unset'])

/** What machines may do with a post, in the four categories of the AIPREF drafts. */
export const aiPreferencesSchema = v.object({
  training: preference,
  inference: preference,
  generation: preference,
  embedding: preference,
})
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
export type FeedOrder = v.InferOutput<typeof feedOrderSchema>
