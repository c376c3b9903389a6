import * as v from 'valibot'
import { idSchema, timeSchema } from './ids.js'
import { mediaSchema } from './media.js'
import { postRefSchema } from './post.js'
import { quotaSchema } from './user.js'

/** Where a generation stands; from `succeeded` on it never changes. */
export const generationStatusSchema = v.picklist(['queued', 'running', 'succeeded', 'refused', 'failed', 'canceled'])
export type GenerationStatus = v.InferOutput<typeof generationStatusSchema>

const index = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A picture on its way, for its author only: the address is signed and short-lived. */
export const generationPreviewSchema = v.object({ variant: index, index, url: v.string() })
export type GenerationPreview = v.InferOutput<typeof generationPreviewSchema>

/** One call of the image generator. Final once the status is succeeded, refused, failed or canceled. */
export const generationSchema = v.object({
  id: idSchema,
  status: generationStatusSchema,
  prompt: v.string(),
  size: v.string(),
  n: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
  seed: v.optional(v.pipe(v.number(), v.integer())),
  remixOf: v.optional(postRefSchema),
  createdAt: timeSchema,
  finishedAt: v.optional(timeSchema),
  previews: v.array(generationPreviewSchema),
  media: v.pipe(v.array(mediaSchema), v.maxLength(4)),
  quota: quotaSchema,
  error: v.optional(
    v.object({
      code: v.string(),
      stage: v.picklist(['prompt', 'provider', 'output']),
      category: v.optional(v.string()),
      retryable: v.boolean(),
      /** Seconds, when the provider asked to wait. */
      retryAfter: v.optional(v.number()),
    }),
  ),
})
export type Generation = v.InferOutput<typeof generationSchema>

/** Body of POST /v1/generations. `promptCharacters` counts code points, of which one has up to two UTF-16 units. `remixOf` is a post id; its first picture is the one remixed. */
export const generationRequestBodySchema = v.strictObject({
  prompt: v.pipe(v.string(), v.minLength(1), v.maxLength(8_000)),
  size: v.optional(v.pipe(v.string(), v.maxLength(20))),
  n: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4))),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295))),
  remixOf: v.optional(idSchema),
})
export type GenerationRequestBody = v.InferOutput<typeof generationRequestBodySchema>
