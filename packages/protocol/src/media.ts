import * as v from 'valibot'
import { idSchema, timeSchema, webUrlSchema } from './ids.js'

const side = v.pipe(v.number(), v.integer(), v.minValue(1))

/** One encoding of a picture: absolute address, MIME type, size in pixels. */
export const sourceSchema = v.object({ url: webUrlSchema, type: v.string(), width: side, height: side })
export type Source = v.InferOutput<typeof sourceSchema>

/** Where a picture came from. `ai: none` means a photograph or drawing as uploaded. */
export const provenanceSchema = v.object({
  ai: v.picklist(['generated', 'modified', 'declared', 'none']),
  digitalSourceType: v.optional(webUrlSchema),
  generator: v.optional(v.string()),
  model: v.optional(v.string()),
  prompt: v.optional(v.string()),
  generatedAt: v.optional(timeSchema),
  credentials: v.optional(v.picklist(['trusted', 'valid', 'invalid', 'none'])),
})
export type Provenance = v.InferOutput<typeof provenanceSchema>

/** A picture. `width` and `height` are those of the upright original; sources run from small to large. */
export const mediaSchema = v.object({
  id: idSchema,
  width: side,
  height: side,
  alt: v.string(),
  thumbhash: v.string(),
  sources: v.pipe(v.array(sourceSchema), v.minLength(1), v.maxLength(6)),
  provenance: provenanceSchema,
})
export type Media = v.InferOutput<typeof mediaSchema>
