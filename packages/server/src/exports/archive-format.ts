import {
  aiPreferencesSchema,
  idSchema,
  policySchema,
  provenanceSchema,
  timeSchema,
  visibilitySchema,
} from '@ai-feed/protocol'
import * as v from 'valibot'

/** Names the archive: which format it has, and where it comes from. */
export const archiveHeadSchema = v.object({
  format: v.literal(1),
  server: v.pipe(v.string(), v.maxLength(300)),
  site: v.pipe(v.string(), v.maxLength(40)),
  handle: v.string(),
  exportedAt: timeSchema,
})

/** Who somebody is, in `profile.json`. `avatar` names a file of the archive. */
export const archivedProfileSchema = v.object({
  handle: v.string(),
  name: v.string(),
  bio: v.string(),
  avatar: v.optional(v.string()),
  createdAt: timeSchema,
})
export type ArchivedProfile = v.InferOutput<typeof archivedProfileSchema>

/** One entry of `posts.json`, oldest first. `removedAt` stands with what a decision has removed. `lineage` runs from the root to the direct source. */
export const archivedPostSchema = v.object({
  id: idSchema,
  createdAt: timeSchema,
  editedAt: v.optional(timeSchema),
  removedAt: v.optional(timeSchema),
  text: v.string(),
  media: v.array(
    v.object({
      id: idSchema,
      file: v.string(),
      alt: v.string(),
      width: v.number(),
      height: v.number(),
      provenance: provenanceSchema,
    }),
  ),
  commentOn: v.optional(idSchema),
  quote: v.optional(idSchema),
  remixOf: v.optional(idSchema),
  lineage: v.optional(v.array(v.object({ id: idSchema, author: v.optional(v.string()) }))),
  topic: v.optional(v.string()),
  visibility: visibilitySchema,
  commentPolicy: policySchema,
  remixPolicy: policySchema,
  aiPreferences: aiPreferencesSchema,
  labels: v.array(v.object({ name: v.string(), by: v.string() })),
  counts: v.optional(v.record(v.string(), v.number())),
  edits: v.optional(v.array(v.object({ version: v.number(), text: v.string(), at: timeSchema }))),
})
export type ArchivedPost = v.InferOutput<typeof archivedPostSchema>

/** The names of the files. Those of pictures are `media/{id}.webp`. */
export const archiveFiles = {
  head: 'ai-feed-export.json',
  profile: 'profile.json',
  posts: 'posts.json',
} as const
